// Changing what a member does with an agency's entries by default.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { LEVELS, type Level, levelHelp, levelWords } from '../levels';
import { refreshMembers } from './RequestList';

export interface LevelDialogProps {
  organisationId: string;
  member: components['schemas']['Member'];
  onClose: () => void;
}

export function LevelDialog({ organisationId, member, onClose }: LevelDialogProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [level, setLevel] = useState<Level>(member.level);
  const save = useMutation({
    mutationFn: () =>
      api.PUT('/api/v1/organisations/{organisation_id}/members/{user_id}', {
        params: { path: { organisation_id: organisationId, user_id: member.user_id } },
        body: { level },
      }),
    onSuccess: async () => {
      await refreshMembers();
      notify(t`حُفظت الصلاحية.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`الصلاحية في مشاركات الجهة`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={save.isPending} onPress={() => save.mutate()}>
            {t`احفظ الصلاحية`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <div className="tk-stack">
        <ProblemNotice error={save.error} />
        <RadioGroup
          label={format.name(member) || member.email}
          help={t`في كل مشاركات الجهة، إلا مشاركة قيل فيها غير ذلك.`}
          value={level}
          onChange={setLevel}
          options={LEVELS.map((one) => ({
            id: one,
            label: i18n._(levelWords[one]),
            description: i18n._(levelHelp[one]),
          }))}
        />
      </div>
    </Dialog>
  );
}
