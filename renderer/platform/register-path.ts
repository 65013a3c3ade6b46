import { FILTER_OPERATORS, type ListFilter } from '../../shared/contract/operation.ts';

const PARAMETER = 'filter';

/**
 * The address of a register with filters set, for links from elsewhere: "/tools?filter=status~is~approved,conditional".
 * "Not set" is an empty value.
 */
export function registerPath(path: string, filters: readonly ListFilter[]): string {
  const parameters = new URLSearchParams(writeFilters(filters).map((text) => [PARAMETER, text]));
  return filters.length === 0 ? path : `${path}?${parameters.toString()}`;
}

/** Filters as values of the address parameter `filter`, one each. */
export function writeFilters(filters: readonly ListFilter[]): string[] {
  return filters.map(({ field, operator, values }) =>
    [field, operator, values.map((value) => encodeURIComponent(value ?? '')).join(',')].join('~'),
  );
}

/** The filters of an address; what cannot be read is left out. */
export function readFilters(parameters: URLSearchParams): ListFilter[] {
  return parameters.getAll(PARAMETER).flatMap((text) => {
    const [field = '', name, ...rest] = text.split('~');
    const operator = FILTER_OPERATORS.find((one) => one === name);
    const values = readValues(rest.join('~'));
    if (!operator || values === null || !/^[a-z][A-Za-z]*$/.test(field)) return [];
    return [{ field, operator, values }];
  });
}

function readValues(text: string): (string | null)[] | null {
  try {
    return text.split(',').map((value) => decodeURIComponent(value) || null);
  } catch {
    return null;
  }
}
