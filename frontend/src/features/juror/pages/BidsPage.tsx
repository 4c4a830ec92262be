// Which entries a juror would judge: one word on each, saved as it is chosen.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { asProblem } from '../../../shared/api/problem';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useNounsOf } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { LinkButton } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { DataList } from '../../../shared/ui/list/DataList';
import { ProblemNotice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { ProgressBar } from '../../../shared/ui/Progress';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import '../juror.css';

type Entry = components['schemas']['OwnBid'];
type Word = NonNullable<Entry['bid']> | 'none';
type Round = components['schemas']['OwnRound'];

const LIST = '/api/v1/juror/rounds/{round_id}/bids';
const words: Record<Word, ReturnType<typeof msg>> = {
  want: msg({ message: 'أرغب', context: 'bid' }),
  can: msg({ message: 'يمكنني', context: 'bid' }),
  rather_not: msg({ message: 'أفضّل ألا', context: 'bid' }),
  none: msg({ message: 'لم أُجب', context: 'bid' }),
};

function Bids({ round }: { round: Round }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const noun = useNounsOf(round).One;
  const path = { round_id: round.round_id };
  const all = useGet(LIST, { path, query: { size: 1 } });
  const silent = useGet(LIST, { path, query: { size: 1, bid: 'none' } });
  // What was just said stands at once, in the row where it was said.
  const [said, setSaid] = useState<Record<string, Word>>({});
  const save = useMutation({
    mutationFn: ({ entry, word }: { entry: Entry; word: Word }) =>
      must(
        api.PUT('/api/v1/juror/rounds/{round_id}/bids/{entry_id}', {
          params: { path: { ...path, entry_id: entry.entry_id } },
          body: { bid: word === 'none' ? null : word },
        }),
      ),
    onMutate: ({ entry, word }) => setSaid((now) => ({ ...now, [entry.entry_id]: word })),
    onError: (_, { entry }) =>
      setSaid((now) => Object.fromEntries(Object.entries(now).filter(([id]) => id !== entry.entry_id))),
    onSuccess: () => silent.refetch(),
  });
  const options = (Object.keys(words) as Word[]).map((id) => ({ id, label: i18n._(words[id]) }));
  const title = (one: Entry): string => format.pick(one.title_ar, one.title_en);
  if (all.error && asProblem(all.error).code === 'bids_closed') return <Over />;
  return (
    <div className="tk-stack">
      {all.data && silent.data ? (
        <ProgressBar
          label={t`المشاركات التي أجبت فيها`}
          value={all.data.total - silent.data.total}
          max={all.data.total}
        />
      ) : null}
      <p className="tk-small tk-soft">
        {t`يُحفظ كل جواب حين تختاره. تُستقبل الرغبات حتى`}{' '}
        {round.bids_until ? <When at={round.bids_until} zone={round.timezone} /> : null}
      </p>
      {save.error ? <ProblemNotice error={save.error} /> : null}
      <DataList
        source={LIST}
        path={path}
        label={t`رغباتي في المشاركات`}
        searchLabel={t`ابحث برقم أو عنوان`}
        pageSize={50}
        rowId={(row) => row.entry_id}
        filters={[{ id: 'bid', label: t`رغبتي`, options }]}
        columns={[
          {
            id: 'number',
            header: t`الرقم`,
            sortable: true,
            width: '5.5rem',
            cell: (row) => format.number(row.number, { useGrouping: false }),
          },
          { id: 'title', header: t`المشاركة`, primary: true, sortable: true, cell: title },
          {
            id: 'category',
            header: noun,
            sortable: true,
            cell: (row) => <bdi>{format.pick(row.category_ar, row.category_en)}</bdi>,
          },
          {
            id: 'bid',
            header: t`رغبتي`,
            width: '25rem',
            cell: (row) => (
              <RadioGroup
                label={t`رغبتي في ${title(row)}`}
                hideLabel
                layout="row"
                options={options}
                value={said[row.entry_id] ?? row.bid ?? 'none'}
                onChange={(word) => save.mutate({ entry: row, word })}
              />
            ),
          },
        ]}
        empty={{ title: t`لا مشاركات في هذه الجولة بعد`, icon: 'list' }}
      />
    </div>
  );
}

function Over() {
  const { t } = useLingui();
  return (
    <EmptyState
      title={t`لا تُستقبل الرغبات في هذه الجولة الآن`}
      icon="list"
      action={<LinkButton to="/juror">{t`افتح قائمتي`}</LinkButton>}
    >
      {t`تنتهي بموعدها أو حين تُسند المشاركات. ما أبديته من قبل محفوظ ورُوعي في الإسناد.`}
    </EmptyState>
  );
}

export function BidsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const id = useParam('roundId');
  const rounds = useGet('/api/v1/juror/rounds');
  const round = rounds.data?.items.find((one) => one.round_id === id);
  return (
    <Page
      title={t`رغباتي في المشاركات`}
      lead={round ? `${format.pick(round.programme_ar, round.programme_en)} – ${format.name(round)}` : undefined}
      crumbs={[{ label: t`قائمتي`, to: '/juror' }]}
    >
      <Read of={rounds}>
        {() =>
          round?.bids_until ? (
            <>
              <p className="tk-measure">
                {t`قل في كل مشاركة: أرغب، أو يمكنني، أو أفضّل ألا. ما لم تقل فيه شيئًا لا يُحسب عليك. الرغبة تُراعى عند الإسناد ولا تضمنه، وليست إفصاحًا عن تعارض.`}
              </p>
              <Bids key={id} round={round} />
            </>
          ) : (
            <Over />
          )
        }
      </Read>
    </Page>
  );
}
