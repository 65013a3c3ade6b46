import { useTranslation } from 'react-i18next';
import type { DataFlowContent } from '../../../shared/contract/data-flows.ts';
import { indexPlaces } from '../../../shared/rules/data-flows/parts.ts';
import type { DrawingWords } from '../../../shared/rules/data-flows/scene.ts';
import { formatList } from '../../platform/format.ts';

/** Gives what is spoken of a flow beside the text that it shows: its number, its ends, and what travels on it how. */
export function useSpokenFlows({ places, flows }: DataFlowContent, words: DrawingWords): (id: string) => string {
  const { t } = useTranslation();
  const byId = indexPlaces({ places, flows });
  return (id) => {
    const number = flows.findIndex((flow) => flow.id === id) + 1;
    const flow = flows[number - 1];
    if (!flow) return '';
    const ends = { from: byId.get(flow.from)?.name ?? '', to: byId.get(flow.to)?.name ?? '' };
    const classes = flow.dataClasses.map((one) => words.classes[one]);
    return t('dataFlows.editor.spokenFlow', {
      number,
      ends: t(flow.direction === 'both_ways' ? 'dataFlows.drawing.endsBoth' : 'dataFlows.drawing.ends', ends),
      classes: classes.length > 0 ? formatList(classes) : words.noClass,
      transit: words.transits[flow.transit],
    });
  };
}
