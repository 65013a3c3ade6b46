import { ACCESS_CLASSES, ACCESS_ROLES } from '../../../../shared/contract/access-tier-records.ts';
import type { ReportColumn, ReportRow, ReportSheet } from '../../../../shared/report/report.ts';
import { findExceptionEnd } from '../../../../shared/rules/access-tiers/exceptions.ts';
import { findCell, tierOf } from '../../../../shared/rules/access-tiers/matrix.ts';
import type { WholeDesign } from '../access-tiers/access-tiers.ts';
import { outcomeLineValue, outcomeValue, writeCheck, writeHolder } from './access-tiers-values.ts';
import { buildListSheet } from './report-frame.ts';
import type { ReportTerms } from './report-terms.ts';
import { dateValue, strongValue, textValue } from './report-values.ts';

function makeSheet(
  { say, frame }: ReportTerms,
  id: string,
  columns: readonly ReportColumn[],
  rows: readonly ReportRow[],
): ReportSheet {
  const words = { name: say(`sheet.${id}`), legend: say(`sheetLegend.${id}`), empty: say('report.empty') };
  return buildListSheet(frame, 'access_tiers', words, columns, rows);
}

function buildMatrixSheet(terms: ReportTerms, { design }: WholeDesign): ReportSheet {
  const { say, column } = terms;
  const columns = [
    column('role', 30, 20),
    ...ACCESS_CLASSES.map((classId) => ({
      id: classId,
      title: say(`class.${classId}`),
      millimetres: 25,
      characters: 22,
    })),
  ];
  const rows = ACCESS_ROLES.map((role) => ({
    cells: [
      strongValue(say(`role.${role}`)),
      ...ACCESS_CLASSES.map((classId) => outcomeLineValue(terms, findCell(design.cells, role, classId))),
    ],
  }));
  return makeSheet(terms, 'matrix', columns, rows);
}

function buildCellsSheet(terms: ReportTerms, { design }: WholeDesign): ReportSheet {
  const { say, column } = terms;
  const columns = [
    column('role', 30, 20),
    column('class', 30, 26),
    column('tier', 15, 9),
    column('outcome', 20, 14),
    column('requirement', 40, 34),
  ];
  const rows = design.cells.map((cell) => ({
    cells: [
      strongValue(say(`role.${cell.role}`)),
      textValue(say(`class.${cell.classId}`)),
      textValue(say(`tier.${tierOf(cell.classId)}`)),
      outcomeValue(terms, { ...cell, requirements: [] }),
      textValue(cell.requirements.map((one) => say(`requirement.${one}`)).join(', ')),
    ],
  }));
  return makeSheet(terms, 'cells', columns, rows);
}

function buildExceptionsSheet(terms: ReportTerms, { exceptions }: WholeDesign): ReportSheet {
  const { say, column } = terms;
  const columns = [
    column('code', 18, 9),
    column('standing', 20, 14),
    column('holder', 30, 24),
    column('tool', 30, 20),
    column('class', 30, 20),
    column('repository', 30, 20),
    column('reason', 50, 44),
    column('requestedBy', 30, 18),
    column('approvedBy', 30, 18),
    column('startsOn', 20, 13),
    column('endsOn', 20, 13, { dueWithinDays: 30 }),
  ];
  const rows = exceptions.map((exception) => ({
    cells: [
      strongValue(exception.code),
      textValue(say(`standing.${exception.standing}`)),
      textValue(writeHolder(terms, exception)),
      textValue(exception.tool.name),
      textValue(say(`class.${exception.classId}`)),
      textValue(exception.repository?.name),
      textValue(exception.reason),
      textValue(exception.requestedBy.name),
      textValue(exception.state === 'requested' ? null : exception.decidedBy?.name),
      dateValue(exception.startsOn),
      dateValue(findExceptionEnd(exception)),
    ],
  }));
  return makeSheet(terms, 'exceptions', columns, rows);
}

function buildAccessSheet(terms: ReportTerms, { grants }: WholeDesign): ReportSheet {
  const { say, column } = terms;
  const columns = [
    column('holder', 30, 24),
    column('tool', 30, 20),
    column('class', 30, 20),
    column('grantedOn', 20, 13),
    column('removedOn', 20, 13),
    column('reviewer', 30, 20),
    column('approvedBy', 30, 20),
  ];
  const rows = grants.map((grant) => ({
    cells: [
      strongValue(grant.identity.name),
      textValue(grant.tool.name),
      textValue(say(`class.${grant.classId}`)),
      dateValue(grant.grantedOn),
      dateValue(grant.removedOn),
      textValue(grant.reviewer?.name),
      textValue(grant.approvedBy?.name),
    ],
  }));
  return makeSheet(terms, 'access', columns, rows);
}

function buildIdentitiesSheet(terms: ReportTerms, { identities }: WholeDesign): ReportSheet {
  const { say, column } = terms;
  const columns = [
    column('code', 18, 9),
    column('name', 30, 24),
    column('account', 40, 32),
    column('role', 30, 20),
    column('owner', 30, 20),
    column('joinedOn', 20, 13),
    column('leftOn', 20, 13),
  ];
  const rows = identities.map((identity) => ({
    cells: [
      textValue(identity.code),
      strongValue(identity.name),
      textValue(identity.account),
      textValue(say(`role.${identity.role}`)),
      textValue(identity.owner?.name),
      dateValue(identity.joinedOn),
      dateValue(identity.leftOn),
    ],
  }));
  return makeSheet(terms, 'identities', columns, rows);
}

function buildRepositoriesSheet(terms: ReportTerms, { repositories }: WholeDesign): ReportSheet {
  const { say, column } = terms;
  const columns = [
    column('code', 18, 9),
    column('repository', 30, 24),
    column('description', 50, 40),
    column('class', 30, 18),
    column('pciClass', 30, 26),
    column('regions', 30, 14),
    column('taggedBy', 30, 18),
    column('taggedOn', 20, 13),
  ];
  const rows = repositories.map((repository) => ({
    cells: [
      textValue(repository.code),
      strongValue(repository.name),
      textValue(repository.description),
      textValue(repository.codeClass === null ? say('report.notClassified') : say(`class.${repository.codeClass}`)),
      textValue(
        repository.pciClass === null
          ? say('report.notClassified')
          : say(repository.pciProvisional ? 'report.provisional' : 'report.certain', {
              class: say(`class.${repository.pciClass}`),
            }),
      ),
      textValue(repository.regions.join(', ')),
      textValue(repository.taggedBy?.name),
      dateValue(repository.taggedOn),
    ],
  }));
  return makeSheet(terms, 'repositories', columns, rows);
}

function buildChecksSheet(terms: ReportTerms, { checks }: WholeDesign): ReportSheet {
  const { say, column } = terms;
  const rows = checks.map((check) => ({
    cells: [strongValue(say(`severity.${check.severity}`)), textValue(writeCheck(terms, check))],
  }));
  return makeSheet(terms, 'checks', [column('severity', 20, 12), column('check', 120, 90)], rows);
}

/** Every register behind the design, each as a sheet of its own. */
export function buildAccessSheets(terms: ReportTerms, source: WholeDesign): ReportSheet[] {
  return [
    buildMatrixSheet(terms, source),
    buildCellsSheet(terms, source),
    buildExceptionsSheet(terms, source),
    buildAccessSheet(terms, source),
    buildIdentitiesSheet(terms, source),
    buildRepositoriesSheet(terms, source),
    buildChecksSheet(terms, source),
  ];
}
