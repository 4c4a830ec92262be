// The board of a round: who judges what, how full each entry is, how heavy each desk.
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { InRound, type RoundPlace } from '../../../shared/judging/InRound';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Figure, Figures } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Tabs } from '../../../shared/ui/Tabs';
import { AssignDialog } from '../parts/AssignDialog';
import { EntriesTab } from '../parts/EntriesTab';
import { LoadsTab } from '../parts/LoadsTab';
import { MatrixTab } from '../parts/MatrixTab';
import { NotifyDialog } from '../parts/NotifyDialog';
import { PlansTab } from '../parts/PlansTab';
import { SheetMenu } from '../parts/SheetMenu';
import '../assignments.css';

const mayActOn = ({ organises, round }: RoundPlace): boolean => organises && round.state !== 'closed';

function Acts({ place }: { place: RoundPlace }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<'hand' | 'tell' | null>(null);
  const { edition, round } = place;
  return (
    <>
      <LinkButton
        kind="primary"
        icon="layers"
        to="/editions/$editionId/assignments/plans/new"
        params={{ editionId: edition.id }}
        search={{ round: round.id } as never}
      >
        {t`أعدّ خطة`}
      </LinkButton>
      <Button icon="plus" onPress={() => setOpen('hand')}>{t`أسند يدويًا`}</Button>
      <Button icon="mail" onPress={() => setOpen('tell')}>{t`أبلغ المحكّمين`}</Button>
      {open === 'hand' ? <AssignDialog roundId={round.id} onClose={() => setOpen(null)} /> : null}
      {open === 'tell' ? <NotifyDialog roundId={round.id} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function Board({ place }: { place: RoundPlace }) {
  const { t } = useLingui();
  const format = useFormat();
  const { round } = place;
  const path = { round_id: round.id };
  const mayAct = mayActOn(place);
  const full = useGet('/api/v1/rounds/{round_id}/assignments', { path, query: { size: 1, short: false } });
  const short = useGet('/api/v1/rounds/{round_id}/assignments', { path, query: { size: 1, short: true } });
  const loads = useGet('/api/v1/rounds/{round_id}/loads', { path, query: { size: 200, sort: '-live' } });
  const light = useGet('/api/v1/rounds/{round_id}/loads', { path, query: { size: 200, sort: 'live' } });
  const idle = (light.data?.items ?? []).filter((one) => one.on_panel && one.state === 'accepted' && one.live === 0);
  const people = (loads.data?.items ?? []).filter((one) => one.on_panel && one.state === 'accepted');
  const heaviest = people[0]?.live ?? 0;
  const lightest = people.at(-1)?.live ?? 0;
  const unfilled = short.data?.total ?? 0;
  const seats = people.reduce((all, one) => all + one.live, 0);
  return (
    <>
      {full.data && short.data && loads.data ? (
        <Figures>
          <Figure label={t`المشاركات`} value={format.number(full.data.total + unfilled)} />
          <Figure label={t`مكتملة المقاعد`} value={format.number(full.data.total)} />
          <Figure label={t`ناقصة`} value={format.number(unfilled)} />
          <Figure
            label={t`حمل المحكّم`}
            value={
              heaviest === lightest
                ? format.number(heaviest)
                : t`${format.number(lightest)} إلى ${format.number(heaviest)}`
            }
            note={t`أدنى حمل إلى أعلاه`}
          />
        </Figures>
      ) : null}
      {mayAct && unfilled > 0 ? (
        <Notice
          tone="warning"
          action={
            <LinkButton
              to="/editions/$editionId/assignments/plans/new"
              params={{ editionId: place.edition.id }}
              search={{ round: round.id, kind: 'repair' } as never}
            >
              {t`سدّ النواقص`}
            </LinkButton>
          }
        >
          <Plural
            value={unfilled}
            zero="كل المشاركات مكتملة المقاعد."
            one="مشاركة واحدة ينقصها محكّمون. أعدّ خطة تكملها، أو أسندها يدويًا."
            two="مشاركتان ينقصهما محكّمون. أعدّ خطة تكملهما، أو أسندهما يدويًا."
            few="# مشاركات ينقصها محكّمون. أعدّ خطة تكملها، أو أسندها يدويًا."
            many="# مشاركة ينقصها محكّمون. أعدّ خطة تكملها، أو أسندها يدويًا."
            other="# مشاركة ينقصها محكّمون. أعدّ خطة تكملها، أو أسندها يدويًا."
          />
        </Notice>
      ) : null}
      {mayAct && unfilled === 0 && idle.length > 0 && heaviest > 1 ? (
        <Notice
          tone="warning"
          action={
            <LinkButton
              to="/editions/$editionId/assignments/plans/new"
              params={{ editionId: place.edition.id }}
              search={{ round: round.id, kind: 'repair', max_load: Math.ceil(seats / people.length) } as never}
            >
              {t`انقل إليهم مما لم يبدأ`}
            </LinkButton>
          }
        >
          <Plural
            value={idle.length}
            zero="لكل محكّم في اللجنة ما يحكّمه."
            one="في اللجنة محكّم ليس لديه ما يحكّمه."
            two="في اللجنة محكّمان ليس لديهما ما يحكّمانه."
            few="في اللجنة # محكّمين ليس لديهم ما يحكّمونه."
            many="في اللجنة # محكّمًا ليس لديهم ما يحكّمونه."
            other="في اللجنة # محكّم ليس لديهم ما يحكّمونه."
          />
        </Notice>
      ) : null}
      <Tabs
        key={round.id}
        label={t`الإسناد`}
        items={[
          { id: 'entries', label: t`المشاركات`, content: <EntriesTab place={place} mayAct={mayAct} /> },
          { id: 'jurors', label: t`المحكّمون`, content: <LoadsTab place={place} mayAct={mayAct} /> },
          { id: 'matrix', label: t`الجدول`, content: <MatrixTab place={place} /> },
          { id: 'plans', label: t`الخطط`, content: <PlansTab place={place} /> },
        ]}
      />
    </>
  );
}

export function AssignmentsPage() {
  const { t } = useLingui();
  return (
    <InRound
      title={t`الإسناد`}
      lead={t`من يحكّم ماذا. كل إسناد حقّ في تقييم مشاركة واحدة.`}
      actions={(place) => (
        <>
          {mayActOn(place) ? <Acts place={place} /> : null}
          <SheetMenu place={place} mayAct={mayActOn(place)} />
        </>
      )}
    >
      {(place) => <Board place={place} />}
    </InRound>
  );
}
