// Moving the deadline of an open call: in public, with its reason, and by this act alone.
import { Plural, useLingui } from '@lingui/react/macro';
import { api, ifMatch, must } from '../../../shared/api/client';
import { serverNow } from '../../../shared/api/clock';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { MomentField } from '../../../shared/ui/DateField';
import { Dialog } from '../../../shared/ui/Dialog';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import type { Edition } from '../model/edition';
import { refreshEdition } from './refreshEdition';

interface Values {
  closes_at: string | null;
  reason_ar: string;
  reason_en: string;
}

type Audience = components['schemas']['DeadlineAudience'];

/** Who is told: said before the act, counted by the server. */
function Told({ data }: { data: Audience }) {
  const { t } = useLingui();
  const format = useFormat();
  if (data.people === 0) return <Notice>{t`لا مسودة ولا مشاركة مسلَّمة بعد، فلا يُراسَل أحد بالموعد الجديد.`}</Notice>;
  return (
    <Notice
      title={
        <Plural
          value={data.people}
          zero="لا يُراسَل أحد"
          one="يُراسَل شخص واحد بالموعد الجديد"
          two="يُراسَل شخصان بالموعد الجديد"
          few="يُراسَل # أشخاص بالموعد الجديد"
          many="يُراسَل # شخصًا بالموعد الجديد"
          other="يُراسَل # شخص بالموعد الجديد"
        />
      }
    >
      {t`هم أصحاب المشاركات التي لم تُفرز بعد: مسودات (${format.number(data.drafts)}) ومشاركات مسلَّمة (${format.number(data.submitted)}). رسالة واحدة لكل شخص، بلغته.`}
    </Notice>
  );
}

function Content({ edition, onClose }: { edition: Edition; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const audience = useGet('/api/v1/editions/{edition_id}/deadline/audience', { path: { edition_id: edition.id } });
  const earliest = audience.data?.earliest;
  const bound = earliest ? format.when(earliest, edition.timezone) : '';
  const tooSoon = (at: number): boolean =>
    earliest !== undefined && at < Date.parse(earliest) && at < Date.parse(edition.closes_at ?? '');
  const form = useForm<Values, Edition>({
    initial: { closes_at: edition.closes_at, reason_ar: '', reason_en: '' },
    check: (v) => ({
      ...(v.closes_at && Date.parse(v.closes_at) > serverNow() ? {} : { closes_at: t`اختر موعدًا لم يمضِ.` }),
      ...(v.closes_at && Date.parse(v.closes_at) > serverNow() && tooSoon(Date.parse(v.closes_at))
        ? { closes_at: t`لا يُقدَّم الموعد إلى ما قبل ${bound}. اختر موعدًا بعد ذلك أو أبقِ الموعد الحالي.` }
        : {}),
      ...(v.reason_ar.trim() ? {} : { reason_ar: t`اكتب السبب؛ سيقرؤه العموم.` }),
    }),
    save: async ({ closes_at, ...reasons }) => {
      try {
        return await must(
          api.POST('/api/v1/editions/{edition_id}/deadline', {
            params: { path: { edition_id: edition.id }, header: ifMatch(edition.version) },
            body: { closes_at: closes_at ?? '', ...reasons },
          }),
        );
      } catch (refused) {
        void refreshEdition(); // someone else may have changed it: the next try is over what is there now
        throw refused;
      }
    },
    onSaved: async () => {
      await refreshEdition();
      notify(t`عُدّل موعد إغلاق باب المشاركة، وأُعلن مع سببه، وتُرسل الرسائل الآن.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`تعديل موعد إغلاق باب المشاركة`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {t`عدّل الموعد وأعلنه`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`الموعد الجديد`}>
        <Notice tone="warning" title={t`يظهر هذا القرار للعموم فورًا`}>
          {t`يُنشر في صفحة الدورة الموعد السابق والموعد الجديد والسبب، ولا يُحذف القيد بعد نشره.`}
        </Notice>
        <DescriptionList
          items={[
            { label: t`الموعد الحالي`, value: <When at={edition.closes_at} zone={edition.timezone} show="stack" /> },
          ]}
        />
        <MomentField {...form.field('closes_at')} label={t`الموعد الجديد`} zone={edition.timezone} isRequired />
        {earliest ? (
          <p className="tk-small tk-soft">
            {t`يجوز تأخير الموعد في أي وقت. أما تقديمه فبإشعار يوم كامل: لا يكون قبل ${bound}.`}
          </p>
        ) : null}
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
        {audience.data ? <Told data={audience.data} /> : null}
      </ActForm>
    </Dialog>
  );
}

export function DeadlineDialog({
  edition,
  isOpen,
  onClose,
}: {
  edition: Edition;
  isOpen: boolean;
  onClose: () => void;
}) {
  return isOpen ? <Content edition={edition} onClose={onClose} /> : null;
}
