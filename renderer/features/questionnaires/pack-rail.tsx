import { useTranslation } from 'react-i18next';
import type { QuestionnairePack } from '../../../shared/contract/questionnaire-pack.ts';
import type { LintFinding } from '../../../shared/contract/questionnaires.ts';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import { StatusShape } from '../../components/status-shape.tsx';
import { readPlace, type QuestionPlace } from './pack-editing.ts';
import styles from './questionnaire-page.module.css';

interface PackRailProps {
  pack: QuestionnairePack;
  lint: readonly LintFinding[];
  place: QuestionPlace;
  onChoose: (place: QuestionPlace) => void;
}

/** The sections with their questions; those with something wrong are marked. */
export function PackRail({ pack, lint, place, onChoose }: PackRailProps) {
  const { t } = useTranslation();
  const faults = new Set(
    lint.map(({ path }) => readPlace(path)).flatMap((at) => (at ? [`${at.section}.${at.question}`] : [])),
  );
  return (
    <nav className={styles.rail} aria-label={t('questionnaires.outline')}>
      {pack.sections.map((section, at) => (
        <section key={section.id}>
          <h2>{section.title}</h2>
          <ul>
            {section.questions.map((question, index) => {
              const isCurrent = at === place.section && index === place.question;
              return (
                <li key={question.id}>
                  <button
                    type="button"
                    aria-current={isCurrent}
                    onClick={() => onChoose({ section: at, question: index })}
                  >
                    <span className={styles.id}>{question.id}</span>
                    <span className={styles.label}>{question.label}</span>
                    {faults.has(`${at}.${index}`) && (
                      <>
                        <StatusShape shape="warn" />
                        <OnlySpoken>{t('questionnaires.hasFault')}</OnlySpoken>
                      </>
                    )}
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </nav>
  );
}
