// The W3C's checker of EPUBs on many files in one start of Java. Each message is a line of
// its file's name, severity, code, place and words, with tabs between them.
import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.MessageDictionary;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.reporting.CheckingReport;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;
import java.io.PrintStream;

class EpubJudges {
    static class Told extends DefaultReportImpl {
        private final PrintStream out;
        private final String name;

        Told(PrintStream out, String name) {
            super(name);
            this.out = out;
            this.name = name;
        }

        @Override
        public void message(Message message, EPUBLocation location, Object... words) {
            super.message(message, location, words);
            if (message.getSeverity() != Severity.SUPPRESSED) {
                out.println(String.join("\t", name, message.getSeverity().toString(),
                    message.getID().toString(), String.valueOf(location),
                    message.getMessage(words)));
            }
        }
    }

    public static void main(String[] files) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        System.setOut(new PrintStream(java.io.OutputStream.nullOutputStream()));
        for (String file : files) {
            Told told = new Told(out, new File(file).getName());
            new EpubCheck(new File(file), told).doValidate();
            out.println(new File(file).getName() + "\tCHECKED");
        }
    }
}
