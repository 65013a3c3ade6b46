import { useTranslation } from 'react-i18next';
import type { LintFinding } from '../../../shared/contract/questionnaires.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { readPlace, type QuestionPlace } from './pack-editing.ts';
import styles from './questionnaire-page.module.css';

interface LintPanelProps {
  lint: readonly LintFinding[];
  isDraft: boolean;
  onChoose: (place: QuestionPlace) => void;
}

/** What is wrong with the pack and how to mend it; each finding leads to its question. */
export function LintPanel({ lint, isDraft, onChoose }: LintPanelProps) {
  const { t } = useTranslation();
  return (
    <aside className={styles.lint} aria-label={t('questionnaires.checks')}>
      <h2>{t('questionnaires.checks')}</h2>
      <div aria-live="polite">
        {lint.length === 0 ? (
          <StatusMark shape="ok" tone="ok">
            {t('questionnaires.clean')}
          </StatusMark>
        ) : (
          <ul>
            {lint.map((finding) => {
              const place = readPlace(finding.path);
              return (
                <li key={`${finding.path}${finding.code}`}>
                  <button type="button" disabled={!place} onClick={() => place && onChoose(place)}>
                    <StatusMark
                      shape={finding.severity === 'error' ? 'bad' : 'warn'}
                      tone={finding.severity === 'error' ? 'bad' : 'warn'}
                    >
                      {t(`questionnaires.severity.${finding.severity}`)}
                    </StatusMark>
                    <span>{finding.message}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        )}
      </div>
      {isDraft && <p className={styles.quiet}>{t('questionnaires.checksText')}</p>}
    </aside>
  );
}
