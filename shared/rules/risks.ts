import type { LinkedEvidence } from '../contract/evidence.ts';
import { EVIDENCE_STATES, type EvidenceState } from '../contract/questionnaire-pack.ts';
import type { RiskControl } from '../contract/risks.ts';
import { RESIDUAL_SCALE } from '../contract/score-models.ts';
import type { ControlInput, RiskInput } from './scores/residual.ts';

/** The strongest that a control counts as without evidence: what is said of it is a claim. */
const MOST_WITHOUT_EVIDENCE = 'claimed';

type Piece = Pick<LinkedEvidence['evidence'], 'state' | 'effectiveState' | 'indexNumber' | 'fileSha256'>;

function strengthOf(state: EvidenceState): number {
  return EVIDENCE_STATES.indexOf(state);
}

function capAtClaimed(state: EvidenceState): EvidenceState {
  return strengthOf(state) > strengthOf(MOST_WITHOUT_EVIDENCE) ? MOST_WITHOUT_EVIDENCE : state;
}

/** A file that is gone shows nothing any more: what it was stays a claim. */
function readPiece({ state, effectiveState, fileSha256 }: Piece) {
  if (fileSha256 === null) return { evidence: capAtClaimed(state), stale: false, counts: capAtClaimed(effectiveState) };
  return { evidence: state, stale: effectiveState !== state, counts: effectiveState };
}

/**
 * What a control counts as (`scoring.md`, "residual"): its strongest piece of evidence, aged pieces one step lower; or
 * what is said of it, at most claimed, where that is stronger. Nothing said and nothing attached is unknown (null).
 * One more piece never makes it weaker.
 */
export function rateControl(
  stated: EvidenceState | null,
  pieces: readonly Piece[],
): Pick<ControlInput, 'evidence' | 'stale'> {
  const said = stated === null ? null : capAtClaimed(stated);
  const [best] = pieces.map(readPiece).sort((left, right) => strengthOf(right.counts) - strengthOf(left.counts));
  if (best === undefined || strengthOf(best.counts) < strengthOf(said ?? 'none'))
    return { evidence: said, stale: false };
  return { evidence: best.evidence, stale: best.stale };
}

/** The fields of a risk that the model `residual` works from. */
export interface JudgedRisk {
  id: string;
  title: string;
  likelihood: number;
  impact: number;
  controls: readonly Pick<RiskControl, 'id' | 'name' | 'reduces' | 'stated'>[];
  open: boolean;
  acceptance: { expiresOn: string } | null;
}

/**
 * What the model `residual` scores of a risk.
 *
 * @param links evidence behind the risk; `part` is the id of a control.
 */
export function toRiskInput(risk: JudgedRisk, links: readonly LinkedEvidence[]): RiskInput {
  return {
    id: risk.id,
    label: risk.title,
    likelihood: risk.likelihood,
    impact: risk.impact,
    controls: risk.controls.map(({ id, name, reduces, stated }) => {
      const pieces = links.filter(({ part }) => part === id).map(({ evidence }) => evidence);
      return {
        id,
        label: name,
        reduces,
        ...rateControl(stated, pieces),
        sources: pieces.map((piece) => piece.indexNumber),
      };
    }),
    open: risk.open,
    acceptedUntil: risk.acceptance?.expiresOn ?? null,
  };
}

/** Has the risk grown since it was accepted? One whose accepted score was not kept cannot be told to have. */
export function hasOutgrown(acceptance: { score: number | null }, residualScore: number): boolean {
  return acceptance.score !== null && residualScore > acceptance.score;
}

export interface HeatCell<Item> {
  likelihood: number;
  impact: number;
  /** Likelihood × impact. */
  score: number;
  items: Item[];
}

/**
 * The map of likelihood by impact: rows from the highest likelihood down, cells from the lowest impact up. Every item
 * stands in exactly one cell, in the order in which it was given.
 *
 * @param place where an item stands; both 1 to 5.
 */
export function tabulateHeat<Item>(
  items: readonly Item[],
  place: (item: Item) => { likelihood: number; impact: number },
): HeatCell<Item>[][] {
  const levels = Array.from({ length: RESIDUAL_SCALE }, (_, index) => index + 1);
  return levels.toReversed().map((likelihood) =>
    levels.map((impact) => ({
      likelihood,
      impact,
      score: likelihood * impact,
      items: items.filter((item) => place(item).likelihood === likelihood && place(item).impact === impact),
    })),
  );
}

/** "R-004" gives "04": what stands on a chip of the map. */
export function shortenRiskCode(code: string): string {
  return (code.split('-').at(-1) ?? code).replace(/^0(?=\d\d)/, '');
}
