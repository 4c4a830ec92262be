// Cancelling an edition, with a reason that the public reads when the call was open.
import { useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import type { Edition } from '../model/edition';
import { isPrivate } from '../model/phases';
import { refreshEdition } from './refreshEdition';

function Content({ edition, onClose }: { edition: Edition; onClose: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    initial: { reason_ar: '', reason_en: '' },
    check: (v) => (v.reason_ar.trim() ? {} : { reason_ar: t`اكتب سبب الإلغاء.` }),
    save: (body) =>
      must(api.POST('/api/v1/editions/{edition_id}/cancel', { params: { path: { edition_id: edition.id } }, body })),
    onSaved: async () => {
      await refreshEdition();
      notify(t`أُلغيت الدورة.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t({ message: 'إلغاء الدورة', context: 'title' })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="danger" busy={form.saving} onPress={form.submit}>
            {t`ألغِ الدورة نهائيًا`}
          </Button>
          <Button onPress={onClose}>{t`أبقِ الدورة`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`سبب الإلغاء`}>
        <Notice tone="error" title={t`لا رجوع عن الإلغاء`}>
          {isPrivate(edition.phase)
            ? t`تتوقف الدورة عند هذا الحد، وتبقى بياناتها للاطّلاع فقط.`
            : t`يتوقف استقبال المشاركات والتحكيم، وتبقى البيانات للاطّلاع فقط، ويُعلن الإلغاء وسببه في صفحة الدورة.`}
        </Notice>
        <BilingualField
          label={t`السبب`}
          multiline
          ar={form.values.reason_ar}
          en={form.values.reason_en}
          onChange={(c) => form.set('ar' in c ? { reason_ar: c.ar } : { reason_en: c.en })}
          errorAr={form.errors.reason_ar}
          errorEn={form.errors.reason_en}
          isRequired="ar"
        />
      </ActForm>
    </Dialog>
  );
}

export function CancelDialog({ edition, isOpen, onClose }: { edition: Edition; isOpen: boolean; onClose: () => void }) {
  return isOpen ? <Content edition={edition} onClose={onClose} /> : null;
}
