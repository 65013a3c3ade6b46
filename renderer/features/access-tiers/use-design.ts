import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessCell, AccessDesign } from '../../../shared/contract/access-tier-records.ts';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useSaving } from '../../platform/saving.tsx';

export interface DesignEditor {
  /** Why no cell can be changed now; undefined when it can. */
  refusal: string | undefined;
  /** Sets a cell; what is pressed quickly is saved one after the other, each on the revision before. */
  setCell: (cell: AccessCell) => void;
  /** A change of cells that could not be saved, until the next one is. */
  problem: string | null;
}

/** Saves the cells of a draft as they are set. */
export function useDesign(design: AccessDesign): DesignEditor {
  const { t } = useTranslation();
  const source = useId();
  const { report } = useSaving();
  const roleRefusal = useRoleRefusal('accessTiers.setCell');
  const [problem, setProblem] = useState<string | null>(null);
  const { mutateAsync: save } = useMutation(api.accessTiers.setCell.mutationOptions());
  const newest = useRef(design);
  const queue = useRef<Promise<void>>(Promise.resolve());

  useEffect(() => {
    const { id, revision } = newest.current;
    if (id !== design.id || revision < design.revision) newest.current = design;
  }, [design]);

  async function write(cell: AccessCell): Promise<void> {
    report(source, { state: 'saving' });
    try {
      const { id: designId, revision } = newest.current;
      newest.current = await save({ designId, revision, cell });
      setProblem(null);
      report(source, { state: 'saved', at: new Date() });
    } catch (error) {
      const { sentence, remedy } = readProblem(error);
      setProblem([sentence, remedy].filter(Boolean).join(' '));
      report(source, { state: 'failed', reason: sentence });
    }
  }

  return {
    refusal: roleRefusal ?? (design.state === 'draft' ? undefined : t(`accessTiers.matrix.notDraft.${design.state}`)),
    setCell: (cell) => {
      queue.current = queue.current.then(() => write(cell));
    },
    problem,
  };
}
