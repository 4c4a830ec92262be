// Opening a round. What may tell whose the entries of a blind one are is said first and, if it stays, explained.
import { Plural, useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { serverNow } from '../../../shared/api/clock';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import type { Round } from '../model/round';
import { type ActProps, refreshRound } from './RoundDialogs';

type Summary = components['schemas']['BlindSummary'];

function Left({ edition, round, names }: ActProps & { names: Summary }) {
  const { t } = useLingui();
  return (
    <Notice
      tone="warning"
      title={t`بقي ما قد يدل على أصحاب المشاركات`}
      action={
        <LinkButton
          to="/editions/$editionId/rounds/$roundId/blind"
          params={{ editionId: edition.id, roundId: round.id }}
        >
          {t`راجع ما بقي`}
        </LinkButton>
      }
    >
      <Plural
        value={names.entries_left}
        zero="لا مشاركات"
        one="في مشاركة واحدة ما لم يُراجَع. يقرؤه محكّموها كما هو إن فتحت الجولة الآن."
        two="في مشاركتين ما لم يُراجَع. يقرؤه محكّموهما كما هو إن فتحت الجولة الآن."
        few="في # مشاركات ما لم يُراجَع. يقرؤه محكّموها كما هو إن فتحت الجولة الآن."
        many="في # مشاركة ما لم يُراجَع. يقرؤه محكّموها كما هو إن فتحت الجولة الآن."
        other="في # مشاركة ما لم يُراجَع. يقرؤه محكّموها كما هو إن فتحت الجولة الآن."
      />
    </Notice>
  );
}

function Opening(props: ActProps & { names: Summary | null }) {
  const { edition, round, onClose, names } = props;
  const { t } = useLingui();
  const format = useFormat();
  const left = names !== null && names.parts_left > 0;
  const form = useForm<{ reason: string }, Round>({
    initial: { reason: '' },
    check: (v) => (left && !v.reason.trim() ? { reason: t`اكتب سبب فتح الجولة قبل مراجعة ما بقي.` } : {}),
    save: async (v) => {
      try {
        return await must(
          api.POST('/api/v1/rounds/{round_id}/open', {
            params: { path: { round_id: round.id } },
            body: { accept_signs: left, reason: v.reason },
          }),
        );
      } catch (refused) {
        void refreshPaths('/api/v1/rounds/{round_id}/blind');
        throw refused;
      }
    },
    onSaved: async () => {
      await refreshRound();
      notify(t`فُتحت الجولة للجنتها.`);
      onClose();
    },
  });
  const name = format.name(round);
  const later = round.opens_at && Date.parse(round.opens_at) > serverNow() ? round.opens_at : null;
  return (
    <Dialog
      title={t`فتح «${name}»`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind={left ? 'danger' : 'primary'} busy={form.saving} onPress={form.submit}>
            {left ? t`افتح الجولة مع ما بقي` : t`افتح الجولة`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`افتح الجولة`}>
        <p>{t`يرى المحكّمون ما أُسند إليهم، وتُقبل تقييماتهم بين الموعدين بحكم الساعة.`}</p>
        <DescriptionList
          items={[
            {
              label: t`يبدأ القبول`,
              value: later ? <When at={later} zone={edition.timezone} show="stack" /> : t`الآن`,
            },
            {
              label: t`تُستقبل التقييمات حتى`,
              value: <When at={round.closes_at} zone={edition.timezone} show="stack" />,
            },
          ]}
        />
        {left ? (
          <>
            <Left {...props} names={names} />
            <TextArea {...form.field('reason')} label={t`سبب الفتح مع ما بقي`} rows={3} isRequired />
          </>
        ) : names ? (
          <Notice tone="success">{t`لم يبقَ في المشاركات ما يدل على أصحابها مما يُفحص آليًا.`}</Notice>
        ) : null}
      </ActForm>
    </Dialog>
  );
}

function Blind(props: ActProps) {
  const { t } = useLingui();
  const names = useGet('/api/v1/rounds/{round_id}/blind', { path: { round_id: props.round.id } });
  if (names.data) return <Opening {...props} names={names.data} />;
  return (
    <Dialog title={t`افتح الجولة`} isOpen onClose={props.onClose}>
      <Read of={names}>{() => null}</Read>
    </Dialog>
  );
}

export const OpenDialog = (props: ActProps) =>
  props.round.blind ? <Blind {...props} /> : <Opening {...props} names={null} />;
