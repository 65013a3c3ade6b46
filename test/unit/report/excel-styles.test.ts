import { describe, expect, it } from 'vitest';
import type { CellStyle } from 'hucre/xlsx';
import { excelStyles, excelTints } from '../../../electron/core/report/excel-styles.ts';

const LEAST_CONTRAST = 4.5;

function luminance(rgb: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map((start) => Number.parseInt(rgb.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(style: CellStyle): number {
  const ground = style.fill?.type === 'pattern' ? style.fill.fgColor?.rgb : 'FFFFFF';
  const [light = 0, dark = 0] = [luminance(style.font?.color?.rgb ?? ''), luminance(ground ?? '')].toSorted(
    (a, b) => b - a,
  );
  return (light + 0.05) / (dark + 0.05);
}

describe('workbook styles', () => {
  it.each([...Object.entries(excelStyles), ...Object.entries(excelTints)])(
    '%s can be read on its ground',
    (_, style) => {
      expect(contrast(style)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    },
  );

  it('name the font in every cell style', () => {
    for (const style of Object.values<CellStyle>(excelStyles)) expect(style.font?.name).toBe('Calibri');
  });

  it('fill conditional formats in both colours', () => {
    for (const style of Object.values(excelTints)) {
      if (style.fill?.type === 'pattern') expect(style.fill.fgColor).toEqual(style.fill.bgColor);
    }
  });

  it('unlock the input cells only', () => {
    const unlocked = Object.entries<CellStyle>(excelStyles).filter(([, style]) => style.protection?.locked === false);
    expect(unlocked.map(([name]) => name)).toEqual(['input', 'inputDate']);
  });
});
