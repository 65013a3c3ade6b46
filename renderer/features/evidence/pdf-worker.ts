// Parses PDF away from the page. The hosts answer this file with a policy of its own that lets it load nothing.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
