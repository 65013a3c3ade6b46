import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DrawingWords } from '../../../shared/rules/data-flows/scene.ts';
import { writeDrawingWords } from '../../../shared/rules/data-flows/words.ts';
import { FORMAT_TAG } from '../../platform/locale.ts';

/** The words of drawings, in the reader's language. */
export function useMapWords(): DrawingWords {
  const { t } = useTranslation();
  return useMemo(() => writeDrawingWords((key, parameters = {}) => t(key, { ...parameters }), FORMAT_TAG), [t]);
}
