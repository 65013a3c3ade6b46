import { SHEET_WIDTH, type DataFlowContent } from '../../../../shared/contract/data-flows.ts';
import type { ReportDiagram } from '../../../../shared/report/report.ts';
import { writeDrawing } from '../../../../shared/rules/data-flows/drawing.ts';
import { layOutScene } from '../../../../shared/rules/data-flows/scene.ts';
import { writeDrawingWords } from '../../../../shared/rules/data-flows/words.ts';
import type { WritePicture } from '../../report/picture.ts';
import type { ReportLanguage } from '../../report/translate.ts';

/** Width of the sheet on paper. */
const SHEET_MILLIMETRES = 170;
/** Letters of scripts that the type for pictures does not have, and pictures among the text. */
const BEYOND_TYPE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{P}\p{S}\p{Z}\p{M}\p{C}]|\p{Extended_Pictographic}|[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The same map without text that would come out as empty boxes: such a place is named by its number. */
function makeLegible(content: DataFlowContent, { translate }: ReportLanguage): DataFlowContent {
  const clear = (text: string) => (BEYOND_TYPE.test(text) ? '' : text);
  return {
    ...content,
    places: content.places.map((place, index) => ({
      ...place,
      name: clear(place.name) || translate('dataFlows.report.placeNumber', { number: index + 1 }),
      operator: clear(place.operator) || (place.operator === '' ? '' : '…'),
      location: clear(place.location) || (place.location === '' ? '' : '…'),
    })),
  };
}

/** The map of a tool as a figure, 170 mm wide. The same map gives the same bytes. */
export async function drawDataFlow(
  content: DataFlowContent,
  toolName: string,
  language: ReportLanguage,
  writePicture: WritePicture,
): Promise<ReportDiagram> {
  const { translate, tag } = language;
  const scene = layOutScene(makeLegible(content, language), writeDrawingWords(translate, tag));
  const caption = translate('dataFlows.report.figure', { tool: toolName });
  const svg = writeDrawing(scene, caption);
  return {
    kind: 'diagram',
    caption,
    description: translate('dataFlows.report.figureDescription', {
      places: content.places.length,
      flows: content.flows.length,
    }),
    svg,
    png: await writePicture(svg),
    widthMillimetres: SHEET_MILLIMETRES,
    heightMillimetres: (scene.height * SHEET_MILLIMETRES) / SHEET_WIDTH,
  };
}
