import {
  PACKAGE_ITEMS,
  PACKAGE_SECTIONS,
  type PackageItem,
  type PackageSection,
} from '../../contract/audit-package.ts';
import type { ReportKind } from '../../contract/reports.ts';

/** One of the seventeen items: where it belongs and what in the workspace fills it (`domain.md` 6.6). */
interface ItemSource {
  section: PackageSection;
  /** Adoption items whose standing, for every tool in use, and whose evidence count. */
  adoption: readonly string[];
  /** Reports that are written into its folder, beside the sheet that every item has. */
  reports: readonly ReportKind[];
}

export const ITEM_SOURCES: Readonly<Record<PackageItem, ItemSource>> = {
  approved_tools: { section: 'tool_inventory', adoption: [], reports: ['approved_tools', 'adoption_checklist'] },
  business_justification: { section: 'tool_inventory', adoption: ['A-PRE-1'], reports: [] },
  risk_per_tool: {
    section: 'tool_inventory',
    adoption: ['A-PRE-3', 'A-PRE-8'],
    reports: ['risk_register', 'phi_exposure'],
  },
  acceptable_use: { section: 'policies', adoption: ['A-POL-1'], reports: [] },
  data_classification: { section: 'policies', adoption: ['A-POL-2'], reports: [] },
  prohibited_uses: { section: 'policies', adoption: ['A-POL-3'], reports: [] },
  access_control: { section: 'technical_controls', adoption: ['A-TEC-2'], reports: ['access_tiers'] },
  network_control: {
    section: 'technical_controls',
    adoption: ['A-TEC-1', 'A-TEC-5'],
    reports: ['data_flow', 'residency_matrix'],
  },
  monitoring: { section: 'technical_controls', adoption: ['A-TEC-6'], reports: [] },
  soc2_reports: { section: 'vendor_documents', adoption: [], reports: [] },
  signed_agreements: {
    section: 'vendor_documents',
    adoption: ['A-PRE-7'],
    reports: ['agreements_register', 'baa_tracker', 'agreement'],
  },
  questionnaire_answers: {
    section: 'vendor_documents',
    adoption: ['A-PRE-5'],
    reports: ['vendor_assessment', 'findings'],
  },
  access_logs: { section: 'audit_trails', adoption: ['A-TEC-4', 'A-ONG-1'], reports: [] },
  usage_logs: { section: 'audit_trails', adoption: ['A-TEC-4', 'A-ONG-3'], reports: [] },
  configuration_changes: { section: 'audit_trails', adoption: ['A-POL-5'], reports: ['audit_trail'] },
  security_awareness: { section: 'training_records', adoption: ['A-TRN-1', 'A-TRN-4'], reports: [] },
  tool_training: { section: 'training_records', adoption: ['A-TRN-3', 'A-TRN-5'], reports: ['training'] },
};

/** "3.2": the section's number and the item's in it. */
export function numberItem(item: PackageItem): string {
  const { section } = ITEM_SOURCES[item];
  const siblings = PACKAGE_ITEMS.filter((one) => ITEM_SOURCES[one].section === section);
  return `${PACKAGE_SECTIONS.indexOf(section) + 1}.${siblings.indexOf(item) + 1}`;
}

/** The folder of an item in a package: "3-technical-controls/3.2-network-control". */
export function nameItemFolder(item: PackageItem): string {
  const { section } = ITEM_SOURCES[item];
  const plain = (word: string) => word.replaceAll('_', '-');
  return `${PACKAGE_SECTIONS.indexOf(section) + 1}-${plain(section)}/${numberItem(item)}-${plain(item)}`;
}
