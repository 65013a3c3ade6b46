import { createHash } from 'node:crypto';
import type { PackageScope } from '../../../../shared/contract/audit-package.ts';
import type { Report, ReportCover } from '../../../../shared/report/report.ts';
import { describeColumns, startCover, type DescribeColumn, type ReportFrame } from '../reports/report-frame.ts';
import { dateValue, textValue } from '../reports/report-values.ts';

/** What every document of one package has in common. */
export interface PackageFrame {
  report: ReportFrame;
  /** "CHP-AP-20261120-4f1c22" */
  name: string;
  scope: PackageScope;
  /** "Every tool in use." */
  scopeWords: string;
  final: boolean;
}

export function hashText(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The words of a package: `say('report.seed')`. */
export function speak({ report }: Pick<PackageFrame, 'report'>) {
  return (key: string, parameters: Record<string, string | number> = {}) =>
    report.language.translate(`auditPackage.${key}`, parameters);
}

/** Makes columns whose titles are the messages `auditPackage.report.<id>`. */
export function packageColumns({ report }: PackageFrame): DescribeColumn {
  return describeColumns(report, 'auditPackage.report');
}

/**
 * Everything of a document of the package but its chapters and sheets.
 *
 * @param code after the package's name: "3.2" gives "CHP-AP-20261120-4f1c22-3.2".
 */
export function startPackageDocument(
  frame: PackageFrame,
  code: string,
  { title, facts, manifest }: Pick<ReportCover, 'title' | 'facts'> & Partial<Pick<ReportCover, 'manifest'>>,
): Omit<Report, 'chapters' | 'sheets'> {
  const { report, scope, name, final } = frame;
  const { translate, writeDay, tag } = report.language;
  const say = speak(frame);
  const period = translate('period', { from: writeDay(scope.period.from), to: writeDay(scope.period.to) });
  return {
    kind: 'audit_package',
    cover: {
      ...startCover(report),
      title,
      subject: scope.title,
      subtitle: '',
      documentId: `${name}-${code}`,
      version: '1.0',
      status: say(final ? 'report.final' : 'report.draft'),
      facts: [
        ...facts,
        { label: say('report.period'), value: textValue(period) },
        { label: say('report.scope'), value: textValue(frame.scopeWords) },
        { label: say('report.profile'), value: textValue(say(`profile.${scope.profile}`)) },
        { label: translate('cover.asOf'), value: dateValue(report.asOf) },
        { label: say('report.package'), value: { kind: 'identifier', text: name } },
      ],
      people: [{ role: translate('cover.prepared'), name: report.author, position: '', date: report.asOf }],
      ...(manifest && { manifest }),
    },
    versions: [{ version: '1.0', date: report.asOf, author: report.author, change: translate('versions.extract') }],
    contents: false,
    createdAt: report.createdAt,
    language: tag,
  };
}
