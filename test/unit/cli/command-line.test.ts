import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../electron/cli/run-command-line.ts';

async function run(...args: string[]) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const terminal = {
    print: (line: string) => void printed.push(line),
    folder: '/',
    showProgress: () => undefined,
    stop: new AbortController().signal,
  };
  const code = await runCommandLine(args, terminal, (sentence) => void complaints.push(sentence));
  return { code, printed: printed.join('\n'), complaints };
}

const CHANGE = (
  'score code-change --data-sensitivity high --system-criticality high --regulatory-impact medium ' +
  '--complexity complex --ai-generated yes'
).split(' ');

describe('the command line', () => {
  test.each([[], ['--help'], ['-h']])('says what it can do: %j', async (...args) => {
    const { code, printed } = await run(...args);
    expect(code).toBe(0);
    for (const command of [
      'sample',
      'import',
      'export',
      'calendar',
      'check',
      'package',
      'verify',
      'score code-change',
      'ask',
    ])
      expect(printed).toContain(command);
  });

  test.each([
    ['sample'],
    ['import'],
    ['export'],
    ['calendar'],
    ['check'],
    ['package'],
    ['verify'],
    ['score'],
    ['score', 'code-change'],
    ['ask'],
  ])('has help for %s %s', async (...command) => {
    const { code, printed, complaints } = await run(...command, '--help');
    expect([code, complaints]).toEqual([0, []]);
    expect(printed).toMatch(/^Usage: npm run assay -- /);
  });

  test.each([
    [['burn'], 'There is no command "burn". See: npm run assay -- --help'],
    [['check'], 'FILE is missing. See: npm run assay -- check --help'],
    [['check', 'a', 'b'], '"b" is one word too many. See: npm run assay -- check --help'],
    [['import', 'a.assay'], '--register is missing. See: npm run assay -- import --help'],
    [['export', 'a.assay'], '--out is missing. See: npm run assay -- export --help'],
    [['calendar', 'a.assay'], '--out is missing. See: npm run assay -- calendar --help'],
    [['sample', '--loud'], "Unknown option '--loud'. See: npm run assay -- sample --help"],
    [
      ['export', 'a.assay', '--out', 'x', '--format', 'pdf'],
      '--format is not "pdf"; it is one of word, excel. See: npm run assay -- export --help',
    ],
    [['ask', 'a.assay', '--tool', 'T'], '--person is missing. See: npm run assay -- ask --help'],
    [
      ['ask', 'a.assay', '--person', 'P', '--tool', 'T', '--class', 'internal', '--repository', 'R'],
      'Say where with either --class or --repository. See: npm run assay -- ask --help',
    ],
    [
      CHANGE,
      '--human-reviewed is missing; it is one of yes, no, unknown. See: npm run assay -- score code-change --help',
    ],
  ])('refuses %j with one sentence', async (args, sentence) => {
    expect(await run(...args)).toEqual({ code: 1, printed: '', complaints: [sentence] });
  });
});

describe('score code-change', () => {
  test('prints sum, factors, total and band', async () => {
    const { code, printed } = await run(...CHANGE, '--human-reviewed', 'no');
    expect(code).toBe(0);
    expect(printed.replaceAll(/ +/g, ' ').split('\n')).toEqual([
      'Data sensitivity: high',
      'System criticality: high',
      'Regulatory impact: medium',
      'Complexity: complex',
      'AI-generated: yes',
      'Reviewed by a person: no',
      'Sum: 11',
      'Factors: 1.2 for generation, 1.5 for review',
      'Total: 19.8',
      'Band: CRITICAL',
      'Complete: yes',
    ]);
  });

  test('prints exactly four fields as JSON', async () => {
    const { printed } = await run(...CHANGE, '--human-reviewed', 'yes', '--json');
    expect(printed).toBe('{"sum":11,"total":13.2,"band":"CRITICAL","complete":true}');
  });

  test('counts an unknown review as none, and says that the result is incomplete', async () => {
    const { printed } = await run(...CHANGE, '--human-reviewed', 'unknown', '--json');
    expect(printed).toBe('{"sum":11,"total":19.8,"band":"CRITICAL","complete":false}');
  });

  test('gives no band for an unknown level, and the worst case', async () => {
    const args = CHANGE.map((word) => (word === 'complex' ? 'unknown' : word));
    expect((await run(...args, '--human-reviewed', 'yes', '--json')).printed).toBe(
      '{"sum":null,"total":null,"band":null,"complete":false}',
    );
    expect((await run(...args, '--human-reviewed', 'yes')).printed).toContain('14.4, CRITICAL');
  });
});
