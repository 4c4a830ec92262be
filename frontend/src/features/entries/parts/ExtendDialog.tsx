// More time for one entry: until when, and why; told to its people and kept in the log.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { serverNow } from '../../../shared/api/clock';
import { newId } from '../../../shared/api/ids';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { Button } from '../../../shared/ui/Button';
import { MomentField } from '../../../shared/ui/DateField';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';

interface Edition {
  id: string;
  timezone: string;
  closes_at: string | null;
}
interface Values {
  number: string;
  until: string | null;
  reason: string;
}
type Made = components['schemas']['ExtensionOut'];

/** The entry of a number that people say aloud. */
async function entryOf(edition: Edition, number: string): Promise<string | undefined> {
  const found = await must(
    api.GET('/api/v1/editions/{edition_id}/entries', {
      params: { path: { edition_id: edition.id }, query: { q: number, size: 50 } },
    }),
  );
  return found.items.find((one) => String(one.number) === number)?.id;
}

export function ExtendDialog({ edition, onClose }: { edition: Edition; onClose: () => void }) {
  const { t } = useLingui();
  const [id] = useState(newId);
  const [unknown, setUnknown] = useState('');
  const form = useForm<Values, Made | null>({
    initial: { number: '', until: null, reason: '' },
    check: (v) => ({
      ...(/^\d{1,9}$/.test(v.number.trim()) ? {} : { number: t`اكتب رقم المشاركة.` }),
      ...(v.until && Date.parse(v.until) > Math.max(serverNow(), Date.parse(edition.closes_at ?? ''))
        ? {}
        : { until: t`اختر موعدًا بعد موعد الجميع.` }),
      ...(v.reason.trim() ? {} : { reason: t`اكتب السبب؛ سيقرؤه المشارك ويُسجَّل.` }),
    }),
    save: async (v) => {
      setUnknown('');
      const entry = await entryOf(edition, v.number.trim());
      if (!entry) {
        setUnknown(v.number.trim());
        return null;
      }
      return must(
        api.PUT('/api/v1/editions/{edition_id}/extensions/{extension_id}', {
          params: { path: { edition_id: edition.id, extension_id: id } },
          body: { entry_id: entry, until: v.until ?? '', reason: v.reason },
        }),
      );
    },
    onSaved: async (made) => {
      if (!made) return;
      notify(t`مُدّد الموعد، وأُبلغ أصحاب المشاركة`);
      await refreshPaths('/api/v1/editions/{edition_id}/extensions');
      onClose();
    },
  });
  return (
    <Dialog
      title={t`تمديد لمشارك واحد`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {t`مدّد وأبلغ أصحابها`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`تمديد لمشارك واحد`}>
        <Notice tone="warning" title={t`هذا استثناء من موعد الجميع`}>
          {t`يُسجَّل باسمك وسببه، ويراه المدقق ومن يعتمد النتائج، وينتهي أثره ببدء التحكيم.`}
        </Notice>
        {edition.closes_at ? (
          <p className="tk-small">
            {t`موعد الجميع:`} <When at={edition.closes_at} zone={edition.timezone} />
          </p>
        ) : null}
        <TextField
          {...form.field('number')}
          label={t`رقم المشاركة`}
          error={unknown ? t`لا مشاركة بالرقم ${unknown} في هذه الدورة.` : form.errors.number}
          inputMode="numeric"
          dir="ltr"
          isRequired
        />
        <MomentField {...form.field('until')} label={t`الموعد الجديد`} zone={edition.timezone} isRequired />
        <TextArea {...form.field('reason')} label={t`السبب`} isRequired />
      </ActForm>
    </Dialog>
  );
}
