// Inviting somebody by e-mail to one entry.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths } from '../../../shared/api/query';
import { ActForm } from '../../../shared/forms/ActForm';
import { InviteeFields } from '../../../shared/forms/InviteeFields';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { RIGHTS, type Right, rightHelp, rightWords } from './rights';

export function InviteDialog({ entryId, onClose }: { entryId: string; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const { reader } = useFormat();
  const [id] = useState(newId);
  const form = useForm({
    initial: { email: '', name_ar: '', name_en: '', language: reader.language, right: 'edit' as Right },
    check: (v): { email?: string } => (v.email.trim() ? {} : { email: t`اكتب البريد الإلكتروني.` }),
    save: (v) =>
      must(
        api.PUT('/api/v1/entrant/entries/{entry_id}/invitations/{invitation_id}', {
          params: { path: { entry_id: entryId, invitation_id: id } },
          body: { ...v, email: v.email.trim() },
        }),
      ),
    onSaved: () => {
      void refreshPaths('/api/v1/entrant/entries/{entry_id}/people');
      notify(t`أُرسلت الدعوة.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`دعوة متعاون`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {t`أرسل الدعوة`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`دعوة متعاون`}>
        <p className="tk-soft">{t`لهذه المشاركة وحدها. تصل الدعوة إلى البريد، وتصلح سبعة أيام، ولا يقبلها غير صاحبه.`}</p>
        <TextField
          {...form.field('email')}
          label={t`البريد الإلكتروني`}
          type="email"
          autoComplete="off"
          autoFocus
          isRequired
        />
        <RadioGroup
          {...form.field('right')}
          label={t`الصلاحية في المشاركة`}
          options={RIGHTS.map((right) => ({
            id: right,
            label: i18n._(rightWords[right]),
            description: i18n._(rightHelp[right]),
          }))}
        />
        <InviteeFields form={form} words={{ name: t`الاسم`, language: t`لغة الدعوة` }} />
      </ActForm>
    </Dialog>
  );
}
