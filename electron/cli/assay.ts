import { openTerminal } from './interactive-terminal.ts';
import { runCommandLine } from './run-command-line.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), openTerminal(), (sentence) => console.error(sentence));
