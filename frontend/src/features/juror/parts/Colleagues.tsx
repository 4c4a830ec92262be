// Colleagues' scores of the entry beside one's own: once the round is closed, or opened before, which locks one's own.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Content } from '../../../offline/evaluation';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { Notice, notifyProblem } from '../../../shared/ui/Notice';
import { EmptyState, Read } from '../../../shared/ui/States';
import { type Desk, isVote, leavesOf, linesOf, runningTotal } from '../model';
import { Given } from './Given';

type Colleague = components['schemas']['ColleagueEvaluation'];

interface ColleaguesProps {
  desk: Desk;
  /** the head on the server: what opening locks */
  head: string | null;
  content: Content;
}

export function Colleagues({ desk, head, content }: ColleaguesProps) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState<'ask' | 'scores' | null>(null);
  const close = () => setShown(null);
  const open = async () => {
    setBusy(true);
    try {
      await must(
        api.POST('/api/v1/juror/evaluations/{evaluation_id}/colleagues', {
          params: { path: { evaluation_id: desk.evaluation_id }, header: { 'if-match': `"${head}"` } },
        }),
      );
      await refreshPaths('/api/v1/juror/evaluations/{evaluation_id}');
      setShown('scores');
    } catch (problem) {
      close();
      notifyProblem(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {desk.locked ? <Notice>{t`عرضت درجات زملائك، فأُقفلت درجتك ولا تتغيّر.`}</Notice> : null}
      {desk.colleagues_open ? (
        <Button icon="users" onPress={() => setShown('scores')}>{t`درجات الزملاء`}</Button>
      ) : (
        <Button icon="lock" onPress={() => setShown('ask')}>{t`اعرض درجات الزملاء – تُقفل درجتك`}</Button>
      )}
      <ConfirmDialog
        title={t`عرض درجات الزملاء`}
        action={t`اعرضها واقفل درجتي`}
        isOpen={shown === 'ask'}
        busy={busy}
        onClose={close}
        onConfirm={() => void open()}
      >
        <p>
          <bdi>{desk.title}</bdi>
        </p>
        <p>{t`تُقفل درجتك بعرضها: لا تستطيع بعدها إعادة فتح تقييم هذه المشاركة ولا تعديله. ويُسجَّل ذلك.`}</p>
      </ConfirmDialog>
      {desk.colleagues_open ? (
        <Dialog size="wide" title={t`درجات الزملاء`} isOpen={shown === 'scores'} onClose={close}>
          <Scores desk={desk} content={content} />
        </Dialog>
      ) : null}
    </>
  );
}

function Scores({ desk, content }: Pick<ColleaguesProps, 'desk' | 'content'>) {
  const { t } = useLingui();
  const found = useGet('/api/v1/juror/evaluations/{evaluation_id}/colleagues', {
    path: { evaluation_id: desk.evaluation_id },
  });
  return (
    <Read of={found}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t`لم يرسل أحد من زملائك تقييم هذه المشاركة بعد`} icon="users" />
        ) : (
          <Table desk={desk} content={content} items={items} />
        )
      }
    </Read>
  );
}

function Table({ desk, content, items }: Pick<ColleaguesProps, 'desk' | 'content'> & { items: readonly Colleague[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const leaves = leavesOf(desk, content);
  const nameOf = (one: Colleague) => format.pick(one.juror_ar, one.juror_en);
  const said = items.filter((one) => one.comment);
  return (
    <div className="tk-stack">
      <ChartTable
        className="tk-juror-colleagues"
        label={t`درجات الزملاء`}
        head={[
          t`المعيار`,
          t`درجتك`,
          // biome-ignore lint/suspicious/noArrayIndexKey: two jurors may have one name
          ...items.map((one, at) => <bdi key={at}>{nameOf(one)}</bdi>),
        ]}
      >
        {linesOf(desk).map(({ node, leaf }) =>
          leaf ? (
            <tr key={node.id}>
              <th scope="row" dir="auto">
                {format.name(node)}
              </th>
              {[content.scores[node.id], ...items.map((one) => one.scores[node.id])].map((mark, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the jurors of the head, in their order
                <td key={at}>
                  <Given leaf={leaf} mark={mark} />
                </td>
              ))}
            </tr>
          ) : null,
        )}
        {desk.rubric.some(isVote) ? null : (
          <tr>
            <th scope="row">{t`المجموع من 100`}</th>
            {[runningTotal(leaves, content), ...items.map((one) => one.total)].map((total, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the jurors of the head, in their order
              <td key={at}>
                <strong>{total === null ? '—' : format.decimal(total, 2)}</strong>
              </td>
            ))}
          </tr>
        )}
      </ChartTable>
      {said.map((one) => (
        <blockquote key={nameOf(one) + one.submitted_at} className="tk-juror-said">
          <p dir="auto">{one.comment}</p>
          <footer className="tk-small tk-soft">
            <bdi>{nameOf(one)}</bdi>
          </footer>
        </blockquote>
      ))}
    </div>
  );
}
