// Asking the panel which entries it would judge: until when, and who has said so.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { serverNow } from '../../../shared/api/clock';
import { refreshPaths } from '../../../shared/api/query';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import type { RoundPlace } from '../../../shared/judging/InRound';
import { Button } from '../../../shared/ui/Button';
import { MomentField } from '../../../shared/ui/DateField';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';

function BiddingDialog({ place, onClose }: { place: RoundPlace; onClose: () => void }) {
  const { t } = useLingui();
  const { edition, round } = place;
  const form = useForm<{ until: string | null }, unknown>({
    initial: { until: round.bids_until },
    check: (v) =>
      v.until && Date.parse(v.until) <= serverNow()
        ? { until: t`اختر موعدًا لم يمضِ.` }
        : v.until && v.until >= round.closes_at
          ? { until: t`تنتهي الرغبات قبل موعد إغلاق الجولة.` }
          : {},
    save: (body) =>
      must(api.PUT('/api/v1/rounds/{round_id}/bidding', { params: { path: { round_id: round.id } }, body })),
    onSaved: async (_, { until }) => {
      await refreshPaths('/api/v1/editions/{edition_id}/rounds');
      notify(until ? t`طُلبت الرغبات، وأُبلغ بها أعضاء اللجنة.` : t`لم تعد الرغبات تُستقبل.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`رغبات المحكّمين`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {form.values.until ? t`اطلب الرغبات` : t`أوقف استقبالها`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`رغبات المحكّمين`}>
        <p>{t`يرى كل عضو قَبِل الدعوة أرقام مشاركات الجولة وعناوينها وحدها، إلا ما بينه وبينه تعارض، ويقول في كل منها: أرغب، أو يمكنني، أو أفضّل ألا. ويصلهم بذلك بريد.`}</p>
        <MomentField
          {...form.field('until')}
          label={t`تُستقبل الرغبات حتى`}
          help={t`تنتهي قبله إن طُبّقت خطة إسناد. اتركه خاليًا لإيقافها.`}
          zone={edition.timezone}
        />
      </ActForm>
    </Dialog>
  );
}

export function Bidding({ place, jurors }: { place: RoundPlace; jurors: readonly { bids: number }[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { edition, round } = place;
  const isOpen = round.bids_until !== null && Date.parse(round.bids_until) > serverNow();
  const bidders = jurors.filter((one) => one.bids > 0).length;
  return (
    <>
      <Notice
        title={t`رغبات المحكّمين`}
        action={<Button onPress={() => setOpen(true)}>{isOpen ? t`عدّل موعدها` : t`اطلب رغباتهم`}</Button>}
      >
        {isOpen && round.bids_until ? (
          <p>
            {t`تُستقبل حتى`} <When at={round.bids_until} zone={edition.timezone} />
          </p>
        ) : null}
        <p>
          {isOpen || bidders > 0
            ? t`أبدى رغباته حتى الآن ${format.number(bidders)} من ${format.number(jurors.length)}.`
            : t`تستطيع قبل الإسناد أن تسأل أعضاء اللجنة أي المشاركات يرغبون في تحكيمها.`}
        </p>
      </Notice>
      {open ? <BiddingDialog place={place} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
