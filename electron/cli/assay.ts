import { runCommandLine } from './run-command-line.ts';

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  { print: (line) => console.log(line), folder: process.cwd() },
  (sentence) => console.error(sentence),
);
