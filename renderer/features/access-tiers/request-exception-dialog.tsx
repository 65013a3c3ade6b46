import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ACCESS_CLASSES,
  ACCESS_ROLES,
  type AccessClass,
  type AccessRole,
  EXCEPTION_DAYS,
} from '../../../shared/contract/access-tier-records.ts';
import { addDays } from '../../../shared/rules/days.ts';
import { findTermRefusal } from '../../../shared/rules/access-tiers/exceptions.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ToolSelect } from '../../components/record/tool-select.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useToasts } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import { IdentitySelect, RepositorySelect } from './record-selects.tsx';

interface RequestExceptionDialogProps {
  /** What the question was about, when one led here. */
  from: {
    identityId: string | null;
    toolId: string | null;
    classId: AccessClass | null;
    repositoryId: string | null;
  };
  onRequested?: (exceptionId: string) => void;
  onClose: () => void;
}

/** Asks for a time-boxed exception; somebody else decides on it. */
export function RequestExceptionDialog({ from, onRequested, onClose }: RequestExceptionDialogProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const { toast } = useToasts();
  const [holder, setHolder] = useState<'identity' | 'role'>('identity');
  const [scope, setScope] = useState(from);
  const [role, setRole] = useState<AccessRole | null>(null);
  const [reason, setReason] = useState('');
  const [consulted, setConsulted] = useState('');
  const [startsOn, setStartsOn] = useState<string | null>(today);
  const [expiresOn, setExpiresOn] = useState<string | null>(null);
  const request = useMutation(api.accessTiers.requestException.mutationOptions());

  function findRefusal(): string | undefined {
    const who = holder === 'identity' ? scope.identityId : role;
    if (who === null) return t('accessTiers.exception.missing.holder');
    if (scope.toolId === null) return t('accessTiers.exception.missing.tool');
    if (scope.classId === null) return t('accessTiers.exception.missing.class');
    if (reason.trim() === '') return t('accessTiers.exception.missing.reason');
    if (startsOn === null || expiresOn === null) return t('accessTiers.exception.missing.days');
    return findTermRefusal({ startsOn, expiresOn }, today)?.sentence;
  }

  async function submit(): Promise<void> {
    const { identityId, toolId, classId, repositoryId } = scope;
    if (toolId === null || classId === null || startsOn === null || expiresOn === null) return;
    const { id, code } = await request.mutateAsync({
      identityId: holder === 'identity' ? identityId : null,
      role: holder === 'role' ? role : null,
      toolId,
      classId,
      repositoryId,
      reason: reason.trim(),
      consulted: consulted.trim(),
      startsOn,
      expiresOn,
    });
    toast({ message: t('accessTiers.exception.requested', { code }) });
    onRequested?.(id);
    onClose();
  }

  return (
    <FormDialog
      title={t('accessTiers.exception.request')}
      primary={t('accessTiers.exception.request')}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={onClose}
    >
      <SegmentedControl
        label={t('accessTiers.exception.holder')}
        value={holder}
        options={[
          { value: 'identity', label: t('accessTiers.exception.forOne') },
          { value: 'role', label: t('accessTiers.exception.forRole') },
        ]}
        onChange={setHolder}
      />
      {holder === 'identity' ? (
        <IdentitySelect
          label={t('accessTiers.ask.person')}
          id={scope.identityId}
          onChoose={(identityId) => setScope({ ...scope, identityId })}
        />
      ) : (
        <SelectField
          label={t('accessTiers.matrix.role')}
          value={role}
          options={ACCESS_ROLES.map((value) => ({ value, label: t(`accessTiers.role.${value}`) }))}
          onChange={setRole}
        />
      )}
      <ToolSelect
        label={t('accessTiers.ask.tool')}
        toolId={scope.toolId}
        onChoose={(toolId) => setScope({ ...scope, toolId })}
      />
      <SelectField
        label={t('accessTiers.ask.class')}
        value={scope.classId}
        options={ACCESS_CLASSES.map((value) => ({ value, label: t(`accessTiers.class.${value}`) }))}
        onChange={(classId) => setScope({ ...scope, classId })}
      />
      <RepositorySelect
        optional
        label={t('accessTiers.exception.onlyRepository')}
        id={scope.repositoryId}
        onChoose={(repositoryId) => setScope({ ...scope, repositoryId })}
      />
      <TextField
        required
        multiline
        label={t('accessTiers.exception.reason')}
        help={t('accessTiers.exception.reasonHelp')}
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
      <TextField
        optional
        label={t('accessTiers.exception.consulted')}
        help={t('accessTiers.exception.consultedHelp')}
        value={consulted}
        maxLength={500}
        onChange={setConsulted}
      />
      <DateField label={t('accessTiers.exception.startsOn')} value={startsOn} onChange={setStartsOn} />
      <DateField
        label={t('accessTiers.exception.expiresOn')}
        help={t('accessTiers.exception.expiresHelp', {
          day: formatDay(addDays(startsOn ?? today, EXCEPTION_DAYS)),
        })}
        value={expiresOn}
        onChange={setExpiresOn}
      />
    </FormDialog>
  );
}
