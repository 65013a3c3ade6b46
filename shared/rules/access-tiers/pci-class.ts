import type { AccessTierPack } from '../../contract/access-tier-pack.ts';
import { type ClassifierAnswers, PCI_CLASSES, type PciClass } from '../../contract/access-tier-records.ts';

export interface PciClassification {
  /** Null while no question is answered. */
  pciClass: PciClass | null;
  /** Some answers are unknown, so the class is the strictest that they leave possible. */
  provisional: boolean;
}

/**
 * The PCI class that the answers lead to (`domain.md` 3). The strictest class of a question answered yes or unknown
 * holds; out of scope needs a no to all of them and a yes to the proof. Without that proof the code is connected at least.
 */
export function classifyForPci(questions: AccessTierPack['classifier'], answers: ClassifierAnswers): PciClassification {
  if (questions.every(({ id }) => answers[id] === undefined)) return { pciClass: null, provisional: false };
  const find = (unknown: 'worst' | 'best'): PciClass => {
    const reached = questions.flatMap(({ id, leadsTo }): PciClass[] => {
      const answer = answers[id] ?? 'unknown';
      if (leadsTo !== null) return answer === 'yes' || (answer === 'unknown' && unknown === 'worst') ? [leadsTo] : [];
      return answer === 'no' || (answer === 'unknown' && unknown === 'worst') ? ['connected'] : [];
    });
    return PCI_CLASSES.find((one) => reached.includes(one)) ?? 'out_of_scope';
  };
  const pciClass = find('worst');
  return { pciClass, provisional: pciClass !== find('best') };
}
