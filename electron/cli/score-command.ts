import { join } from 'node:path';
import { CODE_CHANGE_LEVELS, YES_NO_UNKNOWN, type CodeChangeFactors } from '../../shared/contract/scores.ts';
import type { CodeChangeModel } from '../../shared/contract/score-models.ts';
import { scoreCodeChange, type CodeChangeResult } from '../../shared/rules/scores/code-change.ts';
import { loadScoreModels } from '../core/features/scores/score-models.ts';
import { findProjectFolder } from '../hosts/project-folder.ts';
import { readArguments, readChoice, type Command } from './command.ts';

const NAME = 'score code-change';

/** The options in the order of the matrix, with what they are called for a person. */
const FACTOR_OPTIONS = {
  dataSensitivity: { option: 'data-sensitivity', title: 'Data sensitivity' },
  systemCriticality: { option: 'system-criticality', title: 'System criticality' },
  regulatoryImpact: { option: 'regulatory-impact', title: 'Regulatory impact' },
  complexity: { option: 'complexity', title: 'Complexity' },
} as const;
const FACT_OPTIONS = {
  aiGenerated: { option: 'ai-generated', title: 'AI-generated' },
  humanReviewed: { option: 'human-reviewed', title: 'Reviewed by a person' },
} as const;

const UNKNOWN = 'unknown';

const HELP = `Usage: npm run assay -- score code-change --data-sensitivity LEVEL --system-criticality LEVEL
         --regulatory-impact LEVEL --complexity LEVEL
         --ai-generated yes|no|unknown --human-reviewed yes|no|unknown [--json]

Rates one code change by the matrix "code-change": the sum of four factors, raised by a fifth when the change was
AI-generated and by half when no person reviewed it. LOW up to 4, MEDIUM up to 8, HIGH up to 12, CRITICAL above.

${Object.entries(FACTOR_OPTIONS)
  .map(([factor, { option }]) => {
    const levels = CODE_CHANGE_LEVELS[factor as keyof typeof FACTOR_OPTIONS].join(', ');
    return `  --${option.padEnd(20)} ${levels}, unknown`;
  })
  .join('\n')}
  --ai-generated         yes, no, unknown
  --human-reviewed       yes, no, unknown
  --json                 print {"sum","total","band","complete"} as JSON

An unknown yes or no counts as the worse one. An unknown level gives no band; the worst case is shown instead.
`;

/** `score code-change`: the matrix of `scoring.md` for one change, without a workspace. */
export const scoreCommand: Command = {
  name: NAME,
  summary: 'rate the risk of one code change',
  help: HELP,
  async run(args, terminal) {
    const { values } = readArguments(args, NAME, {
      'data-sensitivity': { type: 'string' },
      'system-criticality': { type: 'string' },
      'regulatory-impact': { type: 'string' },
      complexity: { type: 'string' },
      'ai-generated': { type: 'string' },
      'human-reviewed': { type: 'string' },
      json: { type: 'boolean' },
    });
    const readLevel = <const Level extends string>(option: keyof typeof values, levels: readonly Level[]) => {
      const level = readChoice(NAME, option, values[option]?.toString(), [...levels, UNKNOWN]);
      return level === UNKNOWN ? null : level;
    };
    const factors: CodeChangeFactors = {
      dataSensitivity: readLevel('data-sensitivity', CODE_CHANGE_LEVELS.dataSensitivity),
      systemCriticality: readLevel('system-criticality', CODE_CHANGE_LEVELS.systemCriticality),
      regulatoryImpact: readLevel('regulatory-impact', CODE_CHANGE_LEVELS.regulatoryImpact),
      complexity: readLevel('complexity', CODE_CHANGE_LEVELS.complexity),
      aiGenerated: readChoice(NAME, 'ai-generated', values['ai-generated'], YES_NO_UNKNOWN),
      humanReviewed: readChoice(NAME, 'human-reviewed', values['human-reviewed'], YES_NO_UNKNOWN),
    };
    const models = await loadScoreModels(join(findProjectFolder(), 'resources'));
    const { model } = models.newest('code-change');
    const result = scoreCodeChange(model, factors);
    if (values.json) terminal.print(toJson(result));
    else for (const line of describe(model, factors, result)) terminal.print(line);
  },
};

function toJson({ sum, total, band, complete }: CodeChangeResult): string {
  return JSON.stringify({ sum, total, band: band?.toUpperCase() ?? null, complete });
}

/** A per cent of an uplift as the factor that it multiplies with: 120 becomes "1.2". */
function factorText(percent: number): string {
  return String(percent / 100);
}

function describe(model: CodeChangeModel, factors: CodeChangeFactors, result: CodeChangeResult): string[] {
  const line = (title: string, value: string) => `${`${title}:`.padEnd(22)} ${value}`;
  const titled = { ...FACTOR_OPTIONS, ...FACT_OPTIONS };
  const factorLines = (Object.keys(titled) as (keyof typeof titled)[]).map((factor) =>
    line(titled[factor].title, factors[factor] ?? UNKNOWN),
  );
  const generated = factorText(model.uplifts.aiGenerated.percent[factors.aiGenerated]);
  const reviewed = factorText(model.uplifts.humanReviewed.percent[factors.humanReviewed]);
  const uplifts = `${generated} for generation, ${reviewed} for review`;
  const { sum, totalText, band, worstCase, complete } = result;
  const outcome =
    band === null
      ? [
          line('Band', 'none, a level is missing'),
          line('Worst case', `${worstCase.totalText}, ${worstCase.band.toUpperCase()}`),
        ]
      : [
          line('Sum', String(sum)),
          line('Factors', uplifts),
          line('Total', String(totalText)),
          line('Band', band.toUpperCase()),
        ];
  return [...factorLines, ...outcome, line('Complete', complete ? 'yes' : 'no')];
}
