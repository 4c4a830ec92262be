// A round's practice case: written before its jurors begin, and how far each of them is from its reference.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { markable } from '../model/practice';
import type { Round } from '../model/round';
import { PracticeCase } from '../parts/PracticeCase';
import { PracticeForm } from '../parts/PracticeForm';
import { PracticeJurors } from '../parts/PracticeJurors';
import '../problems';
import '../judging.css';

interface ContentProps {
  edition: components['schemas']['StaffEdition'];
  round: Round;
}

function Content({ edition, round }: ContentProps) {
  const { t } = useLingui();
  const organises = useOrganises(edition);
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [busy, setBusy] = useState(false);
  const found = useGet('/api/v1/rounds/{round_id}/practice', { path: { round_id: round.id } });
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: edition.id },
    query: { size: 200 },
  });
  const remove = async () => {
    setBusy(true);
    try {
      await must(api.DELETE('/api/v1/rounds/{round_id}/practice', { params: { path: { round_id: round.id } } }));
      await refreshPaths('/api/v1/rounds/{round_id}/practice');
      notify(t`حُذفت الحالة التدريبية.`);
    } catch (problem) {
      notifyProblem(problem);
    }
    setBusy(false);
    setRemoving(false);
  };
  const closed = round.state === 'closed';
  return (
    <Read of={found}>
      {({ practice, jurors }) => (
        <Read of={categories}>
          {({ items }) => {
            const usable = markable(items);
            if (editing)
              return (
                <PracticeForm
                  editionId={edition.id}
                  roundId={round.id}
                  categories={usable}
                  saved={practice}
                  onClose={() => setEditing(false)}
                />
              );
            if (!practice)
              return (
                <EmptyState
                  title={t`لا حالة تدريبية في هذه الجولة`}
                  icon="scale"
                  action={
                    usable.length === 0 ? (
                      <LinkButton to="/editions/$editionId/rubrics" params={{ editionId: edition.id }}>
                        {t`نماذج التقييم`}
                      </LinkButton>
                    ) : organises && !closed ? (
                      <Button kind="primary" onPress={() => setEditing(true)}>{t`اكتب حالة تدريبية`}</Button>
                    ) : null
                  }
                >
                  {closed
                    ? t`أُغلقت الجولة، فلا تُكتب لها حالة.`
                    : usable.length === 0
                      ? t`لا فئة في الدورة لها نموذج تقييم. أعدّ نموذجًا واربطه بفئة، ثم اكتب الحالة بمعاييره.`
                      : t`يقيّم كل محكّم الحالة نفسها قبل عمله، ثم يرى درجاته بجانب درجاتك المرجعية. يقرّب ذلك بين المحكّمين، ولا يُحتسب.`}
                </EmptyState>
              );
            const mayChange = organises && !closed && !practice.begun;
            return (
              <>
                {practice.begun || closed ? (
                  <Notice title={closed ? t`أُغلقت الجولة` : t`بدأ محكّم هذا التدريب`}>
                    {closed
                      ? t`انتهى التدريب معها، ولا تُعدَّل الحالة ولا تُحذف.`
                      : t`لا تُعدَّل الحالة ولا تُحذف بعد ذلك، ليُقارَن الجميع بمرجع واحد.`}
                  </Notice>
                ) : null}
                <PracticeCase
                  editionId={edition.id}
                  practice={practice}
                  category={items.find((one) => one.id === practice.category_id)}
                  actions={
                    mayChange ? (
                      <>
                        <Button icon="edit" onPress={() => setEditing(true)}>{t`عدّل الحالة`}</Button>
                        <Button kind="danger" icon="trash" onPress={() => setRemoving(true)}>{t`احذف الحالة`}</Button>
                      </>
                    ) : null
                  }
                />
                <PracticeJurors jurors={jurors} reference={practice.total} />
                <ConfirmDialog
                  title={t`حذف الحالة التدريبية`}
                  action={t`احذف الحالة`}
                  isOpen={removing}
                  busy={busy}
                  danger
                  onClose={() => setRemoving(false)}
                  onConfirm={() => void remove()}
                >
                  <p>{t`تُحذف الحالة ودرجاتها المرجعية، ولا يُطلب من محكّمي الجولة تدريب.`}</p>
                </ConfirmDialog>
              </>
            );
          }}
        </Read>
      )}
    </Read>
  );
}

export function PracticePage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const roundId = useParam('roundId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const rounds = useGet('/api/v1/editions/{edition_id}/rounds', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const round = rounds.data?.items.find((one) => one.id === roundId);
  return (
    <Page
      title={t`حالة تدريبية`}
      lead={t`حالة واحدة يقيّمها كل محكّمي الجولة على النموذج نفسه قبل عملهم، ثم يُقارَن كل منهم بمرجعك. لا تُحتسب في أي نتيجة.`}
      crumbs={[
        { label: t`الجولات`, to: '/editions/$editionId/rounds', params: { editionId } },
        {
          label: format.name(round) || t`الجولة`,
          to: '/editions/$editionId/rounds/$roundId',
          params: { editionId, roundId },
        },
      ]}
    >
      <Read of={edition}>
        {(data) => (
          <Read of={rounds}>
            {() =>
              !round ? (
                <EmptyState title={t`لا توجد هذه الجولة`} icon="rounds" />
              ) : round.mode === 'score' ? (
                <Content edition={data} round={round} />
              ) : (
                <EmptyState title={t`التدريب لجولات الدرجات وحدها`} icon="scale" />
              )
            }
          </Read>
        )}
      </Read>
    </Page>
  );
}
