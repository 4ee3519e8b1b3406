"""The structure tree, link annotations and bookmarks as objects of the file.

In: the tree with its marks, the pages' numbers. Out: objects, and the catalog's entries that name them. Bodies are
written as text: thousands of elements cost a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence

from .canvas import Page
from .context import Heading
from .file import File, byte_string, number, text_string
from .flavour import PDF_2_NAMESPACE, Flavour
from .tags import ROLE_MAP, Content, Link, StructElem


class StructureWriter:
    """Writes one document's structure. ``page_numbers`` are the objects of the pages."""

    def __init__(
        self, file: File, flavour: Flavour, root: StructElem, pages: Sequence[Page], page_numbers: Sequence[int]
    ) -> None:
        self._file = file
        self._flavour = flavour
        self._namespace = file.add(f"<</Type/Namespace/NS({PDF_2_NAMESPACE})>>") if flavour.namespaced else None
        self._root = root
        self._pages = pages
        self._page = [f"{num} 0 R" for num in page_numbers]
        self._numbers = {elem: file.reserve() for elem in root.walk()}
        self._annotations: dict[Link, list[int]] = {}
        self._annotation_owners: list[StructElem] = []

    def annotations(self) -> list[list[int]]:
        """Writes the link annotations; the object numbers for each page."""
        out: list[list[int]] = [[] for _ in self._pages]
        seen: set[Link] = set()
        for page in self._pages:
            for link in page.links:
                if link in seen or link.target is None:
                    continue
                seen.add(link)
                action = self._action(link.target)
                if action is None:
                    continue
                for rect in link.rects:
                    key = len(self._pages) + len(self._annotation_owners)
                    box = " ".join(number(value) for value in (rect.x0, rect.y0, rect.x1, rect.y1))
                    num = self._file.add(
                        f"<</Type/Annot/Subtype/Link/P {self._page[rect.page]}/Rect[{box}]/Border[0 0 0]/F 4"
                        f"/A {action}/Contents {text_string(link.says)}/StructParent {key}>>"
                    )
                    self._annotation_owners.append(link.owner)
                    self._annotations.setdefault(link, []).append(num)
                    out[rect.page].append(num)
        return out

    def _action(self, target: str | StructElem) -> str | None:
        """Going to a URI or to where an element begins; ``None`` if it was not drawn."""
        if isinstance(target, str):
            return f"<</S/URI/URI {byte_string(_ascii_uri(target))}>>"
        place = target.place()
        if place is None:
            return None
        at = f"/XYZ 0 {number(place.top)} null"
        to_element = f"/SD[{self._numbers[target]} 0 R{at}]" if self._flavour.references else ""
        return f"<</S/GoTo/D[{self._page[place.page]}{at}]{to_element}>>"

    def tree(self) -> str:
        """Writes the tree; the catalog's entries for it."""
        file = self._file
        file_root = file.reserve()
        ids: list[tuple[str, int]] = []
        parents = {self._root: file_root}
        for elem in self._root.walk():
            num = self._numbers[elem]
            for kid in elem.kids:
                if isinstance(kid, StructElem):
                    parents[kid] = num
            if elem.id:
                ids.append((elem.id, num))
            file.put(num, self._element(elem, parents[elem]))
        nums = [
            f"{i}[{' '.join(f'{self._numbers[owner]} 0 R' for owner in page.owners)}]"
            for i, page in enumerate(self._pages)
        ]
        nums += [f"{len(nums) + i} {self._numbers[owner]} 0 R" for i, owner in enumerate(self._annotation_owners)]
        parent_tree = file.add(f"<</Nums[{' '.join(nums)}]>>")
        entries = f"/ParentTree {parent_tree} 0 R/ParentTreeNextKey {len(nums)}"
        if ids:
            ids.sort()
            names = "".join(f"({id}){num} 0 R" for id, num in ids)
            leaf = file.add(f"<</Limits[({ids[0][0]})({ids[-1][0]})]/Names[{names}]>>")
            entries += f"/IDTree<</Kids[{leaf} 0 R]>>"
        used = {elem.role for elem in self._numbers}
        roles = "".join(f"/{role}/{standard}" for role, standard in ROLE_MAP.items() if role in used)
        if self._namespace is not None:
            entries += f"/Namespaces[{self._namespace} 0 R]"
        file.put(
            file_root,
            f"<</Type/StructTreeRoot/K[{self._numbers[self._root]} 0 R]{entries}/RoleMap<<{roles}>>>>",
        )
        return f"/StructTreeRoot {file_root} 0 R/MarkInfo<</Marked true>>"

    def _element(self, elem: StructElem, parent: int) -> str:
        page: int | None = None
        kids: list[str] = []
        for kid in elem.kids:
            match kid:
                case StructElem():
                    kids.append(f"{self._numbers[kid]} 0 R")
                case Content():
                    for mark in kid.marks:
                        if page is None:
                            page = mark.page
                        if mark.page == page:
                            kids.append(str(mark.mcid))
                        else:
                            kids.append(f"<</Type/MCR/Pg {self._page[mark.page]}/MCID {mark.mcid}>>")
                case Link():
                    for rect, num in zip(kid.rects, self._annotations.get(kid, ()), strict=False):
                        kids.append(f"<</Type/OBJR/Pg {self._page[rect.page]}/Obj {num} 0 R>>")
        out = f"<</S/{elem.role}/P {parent} 0 R"
        if page is not None:
            out += f"/Pg {self._page[page]}"
        if elem.role in self._flavour.namespaced:
            out += f"/NS {self._namespace} 0 R"
        if elem.id:
            out += f"/ID({elem.id})"
        if self._flavour.references and (refs := [self._numbers[ref] for ref in elem.refs]):
            out += f"/Ref[{' '.join(f'{num} 0 R' for num in refs)}]"
        for key, value in elem.attributes.items():
            out += f"/{key} {value}"
        return f"{out}/K[{' '.join(kids)}]>>"

    def outline(self, headings: Sequence[Heading]) -> str:
        """Writes the bookmarks, a tree by the headings' levels; the catalog's entries for it."""
        drawn = [heading for heading in headings if heading.elem.place() is not None]
        if not drawn:
            return ""
        top = _Bookmark(self._file.reserve(), 0, None)
        stack = [top]
        for heading in drawn:
            while stack[-1].level >= heading.level:
                stack.pop()
            bookmark = _Bookmark(self._file.reserve(), heading.level, heading)
            stack[-1].kids.append(bookmark)
            stack.append(bookmark)
        self._file.put(top.num, f"<</Type/Outlines{top.links()}>>")
        todo = [top]
        while todo:
            parent = todo.pop()
            for i, bookmark in enumerate(parent.kids):
                assert bookmark.heading is not None
                near = f"/Prev {parent.kids[i - 1].num} 0 R" if i else ""
                near += f"/Next {parent.kids[i + 1].num} 0 R" if i + 1 < len(parent.kids) else ""
                self._file.put(
                    bookmark.num,
                    f"<</Title {text_string(bookmark.heading.text)}/Parent {parent.num} 0 R"
                    f"/A {self._action(bookmark.heading.elem)}{near}{bookmark.links()}>>",
                )
                todo.append(bookmark)
        return f"/Outlines {top.num} 0 R/PageMode/UseOutlines"


class _Bookmark:
    """An item of the outline, all open."""

    def __init__(self, num: int, level: int, heading: Heading | None) -> None:
        self.num, self.level, self.heading = num, level, heading
        self.kids: list[_Bookmark] = []

    def count(self) -> int:
        """The items below this one."""
        return sum(1 + kid.count() for kid in self.kids)

    def links(self) -> str:
        """The entries that name the items below."""
        if not self.kids:
            return ""
        return f"/First {self.kids[0].num} 0 R/Last {self.kids[-1].num} 0 R/Count {self.count()}"


def _ascii_uri(uri: str) -> str:
    """A URI in ASCII: other characters percent-encoded (RFC 3987, 3.1)."""
    return "".join(char if char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode()) for char in uri)
