// Closing a round: what is missing is said and, if it must be, accepted with a reason.
import { Plural, useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ScrollFrame } from '../../../shared/charts/ScrollFrame';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import type { Round } from '../model/round';
import { ClaimsNotice } from './ClaimsNotice';
import { type ActProps, refreshRound } from './RoundDialogs';

type Board = components['schemas']['RoundBoard'];

function Named({ label, entries, of }: { label: string; entries: Board['below_quorum']; of: number }) {
  const format = useFormat();
  return (
    <ScrollFrame className="tk-judging-missing" label={label}>
      <ul className="tk-plain-list">
        {entries.map((entry) => (
          <li key={entry.entry_id}>
            <code>{format.number(entry.number)}</code> <bdi>{format.pick(entry.title_ar, entry.title_en)}</bdi>{' '}
            <span className="tk-soft">
              ({format.number(entry.submitted)}/{format.number(of)})
            </span>
          </li>
        ))}
      </ul>
    </ScrollFrame>
  );
}

/** At quorum, so they are ranked, but on fewer evaluations than the round declared for each. */
function Fewer({ board }: { board: Board }) {
  const { t } = useLingui();
  const format = useFormat();
  const wanted = format.number(board.jurors_per_entry);
  return (
    <Notice tone="warning" title={t`مشاركات تقييماتها المرسلة أقل مما تطلبه الجولة لكل مشاركة (${wanted})`}>
      <p>
        <Plural
          value={board.fewer}
          zero="لا شيء"
          one="مشاركة واحدة بلغت النصاب فتدخل الترتيب، لكن بتقييمات أقل من غيرها:"
          two="مشاركتان بلغتا النصاب فتدخلان الترتيب، لكن بتقييمات أقل من غيرهما:"
          few="# مشاركات بلغت النصاب فتدخل الترتيب، لكن بتقييمات أقل من غيرها:"
          many="# مشاركة بلغت النصاب فتدخل الترتيب، لكن بتقييمات أقل من غيرها:"
          other="# مشاركة بلغت النصاب فتدخل الترتيب، لكن بتقييمات أقل من غيرها:"
        />
      </p>
      <Named label={t`مشاركات تقييماتها أقل`} entries={board.below_wanted} of={board.jurors_per_entry} />
    </Notice>
  );
}

function Missing({ board }: { board: Board }) {
  const { t } = useLingui();
  const left = board.assigned - board.submitted;
  return (
    <Notice tone="warning" title={t`في الجولة نقص سيبقى بعد إغلاقها`}>
      <ul className="tk-judging-points">
        {left > 0 ? (
          <li>
            <Plural
              value={left}
              zero="لا تقييمات ناقصة"
              one="تقييم واحد لم يُرسل، ولن يُحتسب"
              two="تقييمان لم يُرسلا، ولن يُحتسبا"
              few="# تقييمات لم تُرسل، ولن تُحتسب"
              many="# تقييمًا لم يُرسل، ولن يُحتسب"
              other="# تقييم لم يُرسل، ولن يُحتسب"
            />
          </li>
        ) : null}
        {board.short > 0 ? (
          <li>
            <Plural
              value={board.short}
              zero="لا مشاركات دون النصاب"
              one="مشاركة واحدة دون النصاب:"
              two="مشاركتان دون النصاب:"
              few="# مشاركات دون النصاب:"
              many="# مشاركة دون النصاب:"
              other="# مشاركة دون النصاب:"
            />
            <Named label={t`مشاركات دون النصاب`} entries={board.below_quorum} of={board.quorum} />
          </li>
        ) : null}
      </ul>
    </Notice>
  );
}

function Closing({ edition, round, onClose, board }: ActProps & { board: Board }) {
  const { t } = useLingui();
  const format = useFormat();
  const lacking = board.assigned > board.submitted || board.short > 0;
  const form = useForm<{ reason: string }, Round>({
    initial: { reason: '' },
    check: (v) => (lacking && !v.reason.trim() ? { reason: t`اكتب سبب إغلاق الجولة وفيها نقص.` } : {}),
    save: async (v) => {
      try {
        return await must(
          api.POST('/api/v1/rounds/{round_id}/close', {
            params: { path: { round_id: round.id } },
            body: { accept_missing: lacking, reason: v.reason },
          }),
        );
      } catch (refused) {
        void refreshPaths('/api/v1/rounds/{round_id}/progress');
        throw refused;
      }
    },
    onSaved: async () => {
      await refreshRound();
      notify(t`أُغلقت الجولة، وثُبّتت تقييماتها.`);
      onClose();
    },
  });
  const name = format.name(round);
  return (
    <Dialog
      title={t`إغلاق «${name}»`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind={lacking ? 'danger' : 'primary'} busy={form.saving} onPress={form.submit}>
            {lacking ? t`أغلق الجولة على نقصها` : t`أغلق الجولة`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`إغلاق الجولة`}>
        {form.problem?.code === 'late_undecided' ? (
          <LinkButton
            to="/editions/$editionId/rounds/$roundId/late"
            params={{ editionId: edition.id, roundId: round.id }}
          >
            {t`افتح التقييمات المتأخرة`}
          </LinkButton>
        ) : null}
        <p>{t`لا يُرسل تقييم ولا يُعدّل بعد الإغلاق، ولا تُفتح الجولة مرة أخرى. تُحسب بصمة التقييمات المرسلة، وتُفتح قراءتها للمنظّم ورئيس اللجنة والمدقّق.`}</p>
        {lacking ? (
          <>
            <Missing board={board} />
            <TextArea {...form.field('reason')} label={t`سبب الإغلاق على النقص`} rows={3} isRequired />
          </>
        ) : (
          <Notice tone="success">{t`أُرسلت كل التقييمات، وبلغت كل مشاركة نصابها.`}</Notice>
        )}
        {board.claims_open > 0 ? (
          <ClaimsNotice
            count={board.claims_open}
            link={{
              to: '/editions/$editionId/rounds/$roundId/not-applicable',
              params: { editionId: round.edition_id, roundId: round.id },
            }}
          />
        ) : null}
        {board.reopened > 0 ? (
          <Notice>
            <Plural
              value={board.reopened}
              zero="لا تقييمات أُعيد فتحها"
              one="تقييم واحد أعاد محكّمه فتحه ولم يرسله من جديد: يُحتسب كما أُرسل من قبل."
              two="تقييمان أعاد محكّموهما فتحهما ولم يرسلوهما من جديد: يُحتسبان كما أُرسلا من قبل."
              few="# تقييمات أعاد محكّموها فتحها ولم يرسلوها من جديد: تُحتسب كما أُرسلت من قبل."
              many="# تقييمًا أعاد محكّموها فتحها ولم يرسلوها من جديد: تُحتسب كما أُرسلت من قبل."
              other="# تقييم أعاد محكّموها فتحها ولم يرسلوها من جديد: تُحتسب كما أُرسلت من قبل."
            />
          </Notice>
        ) : null}
        {board.fewer > 0 ? <Fewer board={board} /> : null}
      </ActForm>
    </Dialog>
  );
}

export function CloseDialog(props: ActProps) {
  const { t } = useLingui();
  const board = useGet('/api/v1/rounds/{round_id}/progress', { path: { round_id: props.round.id } });
  if (board.data) return <Closing {...props} board={board.data} />;
  return (
    <Dialog title={t`إغلاق الجولة`} isOpen onClose={props.onClose}>
      <Read of={board}>{() => null}</Read>
    </Dialog>
  );
}
