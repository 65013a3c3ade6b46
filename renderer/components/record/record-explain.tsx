import { useNavigate } from 'react-router';
import { recordPath } from '../../platform/record-path.ts';
import { ExplainDrawer, type ScoreSource } from '../explain-drawer.tsx';
import type { ExplainedScore } from './record-scores.tsx';

/** Where what a number rests on is shown; null where it has no page of its own. */
function sourcePath({ subjectId }: ExplainedScore, source: ScoreSource): string | null {
  switch (source.kind) {
    case 'question':
      return `${recordPath('assessment', subjectId)}?question=${encodeURIComponent(source.id)}`;
    case 'risk':
      return `${recordPath('risk', source.id)}?tab=controls`;
    case 'factor':
      return `${recordPath('tool', subjectId)}?tab=inherent`;
    case 'evidence':
    case 'finding':
      return recordPath(source.kind, source.id);
    case 'model':
      return null;
  }
}

/** The drawer with the arithmetic of a score of a vendor or a tool; what it rests on opens where it is kept. */
export function RecordExplain({ score, onClose }: { score: ExplainedScore; onClose: () => void }) {
  const navigate = useNavigate();
  return (
    <ExplainDrawer
      {...score}
      onClose={onClose}
      onOpenSource={(source) => {
        const path = sourcePath(score, source);
        if (path !== null) void navigate(path);
      }}
    />
  );
}
