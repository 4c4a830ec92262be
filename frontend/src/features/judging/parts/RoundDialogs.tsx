// The act that moves a round's times in public.
import { useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { serverNow } from '../../../shared/api/clock';
import { refreshPaths } from '../../../shared/api/query';
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
import type { Round } from '../model/round';
import '../problems';

type Edition = components['schemas']['StaffEdition'];

export interface ActProps {
  edition: Edition;
  round: Round;
  onClose: () => void;
}

export const refreshRound = () =>
  refreshPaths(
    '/api/v1/editions/{edition_id}/rounds',
    '/api/v1/rounds/{round_id}/progress',
    '/api/v1/editions/{edition_id}/call-changes',
    '/api/v1/home/organiser/{edition_id}',
  );

interface Move {
  opens_at: string | null;
  closes_at: string | null;
  reason_ar: string;
  reason_en: string;
}

export function MoveDialog({ edition, round, onClose }: ActProps) {
  const { t } = useLingui();
  const format = useFormat();
  const planned = round.state === 'planned';
  const form = useForm<Move, Round>({
    initial: { opens_at: round.opens_at, closes_at: round.closes_at, reason_ar: '', reason_en: '' },
    check: (v) => ({
      ...(!v.closes_at || Date.parse(v.closes_at) <= serverNow()
        ? { closes_at: t`اختر موعدًا لم يمضِ.` }
        : !planned && Date.parse(v.closes_at) <= Date.parse(round.closes_at)
          ? { closes_at: t`الجولة مفتوحة، فلا يجوز إلا تأخير موعد إغلاقها.` }
          : {}),
      ...(v.reason_ar.trim() ? {} : { reason_ar: t`اكتب السبب؛ سيقرؤه العموم.` }),
    }),
    save: (v) =>
      must(
        api.POST('/api/v1/rounds/{round_id}/move', {
          params: { path: { round_id: round.id } },
          body: { ...v, closes_at: v.closes_at ?? '' },
        }),
      ),
    onSaved: async () => {
      await refreshRound();
      notify(t`عُدّل موعد الجولة، وأُعلن مع سببه.`);
      onClose();
    },
  });
  const zone = edition.timezone;
  const name = format.name(round);
  return (
    <Dialog
      title={t`تعديل مواعيد «${name}»`}
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
      <ActForm form={form} label={t`المواعيد الجديدة`}>
        <Notice tone="warning" title={t`يظهر هذا القرار للعموم فورًا`}>
          {t`تُنشر في صفحة الدورة ثلاثة: الموعد السابق، والموعد الجديد، والسبب. ولا يُحذف هذا القيد بعد نشره.`}
        </Notice>
        <DescriptionList
          items={[{ label: t`موعد الإغلاق الحالي`, value: <When at={round.closes_at} zone={zone} show="stack" /> }]}
        />
        {planned ? <MomentField {...form.field('opens_at')} label={t`موعد الفتح`} zone={zone} /> : null}
        <MomentField {...form.field('closes_at')} label={t`موعد الإغلاق الجديد`} zone={zone} isRequired />
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
