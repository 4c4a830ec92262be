// More time for one entry, or for all that an agency has begun: until when, and why; told to its people, kept in the log.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { serverNow } from '../../../shared/api/clock';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { MomentField } from '../../../shared/ui/DateField';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { NumberField } from '../../../shared/ui/NumberField';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';

interface Edition {
  id: string;
  timezone: string;
  closes_at: string | null;
}
interface Values {
  about: 'entry' | 'organisation';
  number: number | null;
  organisation_id: string | null;
  until: string | null;
  reason: string;
}
type Made = components['schemas']['ExtensionOut'];

/** The entry of a number that people say aloud. */
async function entryOf(edition: Edition, number: number): Promise<string | undefined> {
  const found = await must(
    api.GET('/api/v1/editions/{edition_id}/entries', {
      params: { path: { edition_id: edition.id }, query: { q: String(number), size: 50 } },
    }),
  );
  return found.items.find((one) => one.number === number)?.id;
}

export function ExtendDialog({ edition, onClose }: { edition: Edition; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [id] = useState(newId);
  const [unknown, setUnknown] = useState<number | null>(null);
  const [asked, setAsked] = useState('');
  const form = useForm<Values, Made | null>({
    initial: { about: 'entry', number: null, organisation_id: null, until: null, reason: '' },
    check: (v) => ({
      ...(v.about === 'organisation' || v.number !== null ? {} : { number: t`اكتب رقم المشاركة.` }),
      ...(v.about === 'entry' || v.organisation_id ? {} : { organisation_id: t`اختر الجهة.` }),
      ...(v.until && Date.parse(v.until) > Math.max(serverNow(), Date.parse(edition.closes_at ?? ''))
        ? {}
        : { until: t`اختر موعدًا بعد موعد الجميع.` }),
      ...(v.reason.trim() ? {} : { reason: t`اكتب السبب؛ سيقرؤه المشارك ويُسجَّل.` }),
    }),
    save: async (v) => {
      setUnknown(null);
      const entry = v.about === 'entry' ? await entryOf(edition, v.number ?? 0) : null;
      if (entry === undefined) {
        setUnknown(v.number);
        return null;
      }
      return must(
        api.PUT('/api/v1/editions/{edition_id}/extensions/{extension_id}', {
          params: { path: { edition_id: edition.id, extension_id: id } },
          body: {
            entry_id: entry,
            organisation_id: entry ? null : v.organisation_id,
            until: v.until ?? '',
            reason: v.reason,
          },
        }),
      );
    },
    onSaved: async (made) => {
      if (!made) return;
      notify(
        made.organisation_id
          ? t`مُدّد الموعد لمشاركات الجهة (${format.number(made.entries)})، وأُبلغ أصحابها`
          : t`مُدّد الموعد، وأُبلغ أصحاب المشاركة`,
      );
      await refreshPaths('/api/v1/editions/{edition_id}/extensions');
      onClose();
    },
  });
  const nowhere = unknown === null ? '' : format.number(unknown, { useGrouping: false });
  const agencies = useGet('/api/v1/organisations', {
    query: { size: 20, q: asked, sort: 'name' },
    enabled: form.values.about === 'organisation',
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
        <RadioGroup
          label={t`لمن`}
          layout="row"
          value={form.values.about}
          onChange={(about) => form.set({ about })}
          options={[
            { id: 'entry', label: t`مشاركة واحدة` },
            { id: 'organisation', label: t`كل ما بدأته جهة` },
          ]}
        />
        {form.values.about === 'entry' ? (
          <NumberField
            {...form.field('number')}
            label={t`رقم المشاركة`}
            error={nowhere ? t`لا مشاركة بالرقم ${nowhere} في هذه الدورة.` : form.errors.number}
            minValue={1}
            formatOptions={{ useGrouping: false, maximumFractionDigits: 0 }}
            isRequired
          />
        ) : (
          <ComboBox
            label={t`الجهة`}
            help={t`يشمل مسوداتها ومشاركاتها المقدَّمة في هذه الدورة.`}
            options={(agencies.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) }))}
            value={form.values.organisation_id}
            onChange={(organisation_id) => form.set({ organisation_id })}
            onSearch={setAsked}
            error={form.errors.organisation_id}
            isRequired
          />
        )}
        <MomentField {...form.field('until')} label={t`الموعد الجديد`} zone={edition.timezone} isRequired />
        <TextArea {...form.field('reason')} label={t`السبب`} isRequired />
      </ActForm>
    </Dialog>
  );
}
