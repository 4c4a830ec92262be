// Asking a colleague for the agency's word, and returning an entry with a note.
import { useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import type { Entry } from '../model/transport';
import { refreshSignOff, type SignOff } from './SignOffPanel';

export function AskDialog({ entry, found, onClose }: { entry: Entry; found: SignOff; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const complete = entry.missing.length === 0;
  const form = useForm({
    initial: { signer_id: found.signers[0]?.id ?? '', note: '' },
    check: (v): { signer_id?: string } => (v.signer_id ? {} : { signer_id: t`اختر من يوافق.` }),
    save: (v) =>
      must(
        api.POST('/api/v1/entrant/entries/{entry_id}/sign-off', {
          params: { path: { entry_id: entry.id } },
          body: { signer_id: v.signer_id, note: v.note.trim() },
        }),
      ),
    onSaved: () => {
      void refreshSignOff();
      notify(t`أُرسل الطلب بالبريد. تصلك رسالة بالجواب.`);
      onClose();
    },
  });
  const nobody = found.signers.length === 0;
  return (
    <Dialog
      title={t`طلب موافقة الجهة`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} isDisabled={nobody || !complete} onPress={form.submit}>
            {t`أرسل الطلب`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      {nobody ? (
        <Notice tone="warning">{t`ليس في الجهة غيرك من له أن يوافق. ادعُ زميلًا إليها، أو اطلب من مديرها توسيع صلاحية زميل.`}</Notice>
      ) : (
        <ActForm form={form} label={t`طلب موافقة الجهة`}>
          {complete ? null : (
            <Notice tone="warning">{t`أكمل ما ينقص المشاركة أولًا، فالموافقة على ما سيُقدَّم كما هو.`}</Notice>
          )}
          <RadioGroup
            {...form.field('signer_id')}
            label={t`من يوافق؟`}
            options={found.signers.map((one) => ({ id: one.id, label: format.name(one) }))}
          />
          <TextArea {...form.field('note')} label={t`ملاحظة مع الطلب`} help={t`اختيارية.`} rows={3} maxLength={2000} />
        </ActForm>
      )}
    </Dialog>
  );
}

export function ReturnDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    initial: { note: '' },
    check: (v): { note?: string } => (v.note.trim() ? {} : { note: t`اكتب ما يُراجع.` }),
    save: (v) =>
      must(
        api.POST('/api/v1/entrant/entries/{entry_id}/sign-off/return', {
          params: { path: { entry_id: entry.id } },
          body: { note: v.note.trim() },
        }),
      ),
    onSaved: () => {
      void refreshSignOff();
      notify(t`أُعيدت المشاركة، وأُرسلت ملاحظتك بالبريد.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`إعادة المشاركة بملاحظة`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {t`أعدها`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`إعادة المشاركة بملاحظة`}>
        <TextArea {...form.field('note')} label={t`ما الذي يُراجع؟`} rows={4} maxLength={2000} autoFocus isRequired />
      </ActForm>
    </Dialog>
  );
}
