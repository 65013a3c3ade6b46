import { buildParts } from './start-app.ts';

/** Builds the page once before all files, so that none builds it while another serves it. */
export function setup(): void {
  buildParts('page');
}
