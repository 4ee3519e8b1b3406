import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.processor.reports.enums.JobEndStatus;

/**
 * Validates PDF files against veraPDF's profiles, all in one JVM.
 *
 * <p>Arguments: profiles ({@code ua1,2a}), then files. Prints one line for each file and profile, and one more for each
 * rule that failed; fields are set apart by tabs:
 *
 * <pre>
 * PASS   profile  file  number of checks
 * FAIL   profile  file  number of rules that failed
 * ERROR  profile  file  why it could not be judged
 * RULE   profile  file  clause-test: what is wrong, and where it was seen first
 * </pre>
 *
 * The exit status is 0 whatever the verdicts are; whoever calls compares the lines with what it asked for.
 */
public final class CheckPdf {

    /** Failed checks that are kept for each rule; one is enough to find the place. */
    private static final int KEPT_FAILURES = 1;

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        List<PDFAFlavour> profiles =
                Arrays.stream(arguments[0].split(",")).map(CheckPdf::profile).collect(Collectors.toList());
        for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
            for (PDFAFlavour profile : profiles) {
                check(file, profile);
            }
        }
    }

    private static PDFAFlavour profile(String id) {
        if (!PDFAFlavour.getFlavourIds().contains(id)) {
            throw new IllegalArgumentException("no such profile: " + id);
        }
        return PDFAFlavour.byFlavourId(id);
    }

    private static void check(String file, PDFAFlavour profile) {
        boolean keepPassed = false;
        boolean detailedMessages = true;
        boolean showProgress = false;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(Path.of(file).toFile(), profile);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(profile, KEPT_FAILURES, keepPassed, detailedMessages, showProgress)) {
            ValidationResult result = validator.validate(parser);
            if (result.getJobEndStatus() != JobEndStatus.NORMAL || result.getTotalAssertions() == 0) {
                print("ERROR", profile, file, "the run ended " + result.getJobEndStatus() + " after "
                        + result.getTotalAssertions() + " checks");
            } else if (result.isCompliant()) {
                print("PASS", profile, file, String.valueOf(result.getTotalAssertions()));
            } else {
                print("FAIL", profile, file, String.valueOf(result.getFailedChecks().size()));
                result.getTestAssertions().stream()
                        .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                        .forEach(assertion -> print("RULE", profile, file, describe(assertion)));
            }
        } catch (Exception | StackOverflowError error) {
            print("ERROR", profile, file, String.valueOf(error));
        }
    }

    private static String describe(TestAssertion assertion) {
        return assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber() + ": "
                + assertion.getErrorMessage() + " at " + assertion.getLocation().getContext();
    }

    private static void print(String verdict, PDFAFlavour profile, String file, String detail) {
        System.out.println(
                String.join("\t", verdict, profile.getId(), file, detail.replaceAll("\\s+", " ").strip()));
    }
}
