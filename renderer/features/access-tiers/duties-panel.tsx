import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  ACCESS_DUTIES,
  ACCESS_ROLES,
  type AccessDesign,
  type AccessDuty,
  type AccessRole,
} from '../../../shared/contract/access-tier-records.ts';
import { Checkbox } from '../../components/checkbox.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Panel } from '../../components/panel.tsx';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

/** What each role may do around the tools; the checks keep duties apart that must not meet. */
export function DutiesPanel({ design }: { design: AccessDesign }) {
  const { t } = useTranslation();
  const refusal = useRoleRefusal('accessTiers.setDuties');
  const save = useMutation(api.accessTiers.setDuties.mutationOptions());
  const readOnly = refusal !== undefined || design.state !== 'draft' || save.isPending;
  const dutiesOf = (role: AccessRole) => design.duties.find((one) => one.role === role)?.duties ?? [];

  function toggle(role: AccessRole, duty: AccessDuty, on: boolean): void {
    const others = dutiesOf(role).filter((one) => one !== duty);
    const duties = ACCESS_DUTIES.filter((one) => (one === duty ? on : others.includes(one)));
    save.mutate({ designId: design.id, revision: design.revision, role, duties });
  }

  return (
    <Panel flush title={t('accessTiers.duties.title')} note={t('accessTiers.duties.note')}>
      {save.error && <ErrorPanel what={t('accessTiers.failed')} problem={readProblem(save.error)} />}
      <DataTable
        compact
        label={t('accessTiers.duties.title')}
        rows={ACCESS_DUTIES}
        rowId={(duty) => duty}
        columns={[
          { id: 'duty', title: t('accessTiers.duties.duty'), render: (duty) => t(`accessTiers.duty.${duty}`) },
          ...ACCESS_ROLES.map((role) => ({
            id: role,
            title: t(`accessTiers.duties.role.${role}`),
            render: (duty: AccessDuty) => (
              <span data-duties={role}>
                <Checkbox
                  hideLabel
                  label={t('accessTiers.duties.of', {
                    role: t(`accessTiers.role.${role}`),
                    duty: t(`accessTiers.duty.${duty}`),
                  })}
                  checked={dutiesOf(role).includes(duty)}
                  readOnly={readOnly}
                  onChange={(on) => toggle(role, duty, on)}
                />
              </span>
            ),
          })),
        ]}
      />
    </Panel>
  );
}
