// Validates DOCX files with the Open XML SDK, built as WebAssembly.
//
// Arguments: files. Prints one JSON array: for each file, the list of its errors as text. The package's own command
// ends 0 whatever it finds, so its function is called instead.
import { readFile } from "node:fs/promises";
import validate, { getFileFormatFromName } from "@ooxml-tools/validate";

const verdicts = [];
for (const file of process.argv.slice(2)) {
  const errors = await validate(await readFile(file), getFileFormatFromName(file), "Microsoft365");
  verdicts.push(errors.map((error) => `${error.path.partUri} ${error.path.xpath}: ${error.description}`));
}
console.log(JSON.stringify(verdicts));
