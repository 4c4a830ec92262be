// Jurors by entries, a page of entries at a time: a real table, so that it can be read aloud.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import '../../../shared/charts/Bar.css';
import { ScrollFrame } from '../../../shared/charts/ScrollFrame';
import { useFormat } from '../../../shared/i18n/react';
import type { RoundPlace } from '../../../shared/judging/InRound';
import { useUrlState } from '../../../shared/router/urlState';
import { IconButton } from '../../../shared/ui/Button';
import { EmptyState, Read } from '../../../shared/ui/States';

type Assigned = components['schemas']['AssignedJuror'];
type Mark = 'none' | 'draft' | 'submitted' | 'closed';
const SIZE = 40;

const markOf = (one: Assigned | undefined): Mark | null =>
  one ? (one.closed_reason ? 'closed' : (one.status as Mark)) : null;

export function MatrixTab({ place }: { place: RoundPlace }) {
  const { t } = useLingui();
  const format = useFormat();
  const path = { round_id: place.round.id };
  const [url, setUrl] = useUrlState('m.');
  const page = Math.max(1, Number(url.page) || 1);
  const entries = useGet('/api/v1/rounds/{round_id}/assignments', {
    path,
    query: { size: SIZE, page, sort: 'number' },
  });
  const loads = useGet('/api/v1/rounds/{round_id}/loads', { path, query: { size: 200, sort: 'name' } });
  const words: Record<Mark, string> = {
    none: t`مسندة، لم يبدأ تقييمها`,
    draft: t`مسودة`,
    submitted: t`مُرسَل`,
    closed: t`انتهى إسنادها`,
  };
  return (
    <Read of={loads}>
      {(people) => (
        <Read of={entries}>
          {(found) =>
            found.total === 0 || people.total === 0 ? (
              <EmptyState title={t`لا شيء في الجدول بعد`} icon="layers" />
            ) : (
              <div className="tk-stack">
                <ul className="tk-bar-key">
                  {(Object.keys(words) as Mark[]).map((mark) => (
                    <li key={mark}>
                      <span className={`tk-assignments-mark tk-assignments-mark-${mark}`} aria-hidden="true" />
                      {words[mark]}
                    </li>
                  ))}
                </ul>
                <ScrollFrame className="tk-assignments-matrix" label={t`جدول الإسناد`}>
                  <table>
                    <caption className="tk-hidden">{t`المحكّمون في الصفوف والمشاركات في الأعمدة`}</caption>
                    <thead>
                      <tr>
                        <th scope="col">{t`المحكّم`}</th>
                        {found.items.map((entry) => (
                          <th key={entry.entry_id} scope="col" title={format.pick(entry.title_ar, entry.title_en)}>
                            {format.number(entry.number)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {people.items.map((juror) => (
                        <tr key={juror.juror_id}>
                          <th scope="row" dir="auto">
                            {format.name(juror)}
                          </th>
                          {found.items.map((entry) => {
                            const mark = markOf(entry.jurors.find((one) => one.juror_id === juror.juror_id));
                            return (
                              <td key={entry.entry_id}>
                                {mark ? (
                                  <span
                                    className={`tk-assignments-mark tk-assignments-mark-${mark}`}
                                    title={words[mark]}
                                  >
                                    <span className="tk-hidden">{words[mark]}</span>
                                  </span>
                                ) : null}
                              </td>
                            );
                          })}
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </ScrollFrame>
                {found.total > SIZE ? (
                  <nav className="tk-row tk-gap-2" aria-label={t`صفحات الجدول`}>
                    <IconButton
                      kind="secondary"
                      icon="chevron-back"
                      label={t`المشاركات السابقة`}
                      isDisabled={page <= 1}
                      onPress={() => setUrl({ page: page > 2 ? String(page - 1) : undefined })}
                    />
                    <span className="tk-small">
                      {t`صفحة ${format.number(page)} من ${format.number(Math.ceil(found.total / SIZE))}`}
                    </span>
                    <IconButton
                      kind="secondary"
                      icon="chevron-forward"
                      label={t`المشاركات التالية`}
                      isDisabled={page * SIZE >= found.total}
                      onPress={() => setUrl({ page: String(page + 1) })}
                    />
                  </nav>
                ) : null}
              </div>
            )
          }
        </Read>
      )}
    </Read>
  );
}
