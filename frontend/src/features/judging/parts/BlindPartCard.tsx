// A text of an entry beside what jurors without names read of it: as it is, in other words, or nothing.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { Signs } from './BlindWords';

type Part = components['schemas']['BlindPart'];
type Mode = 'kept' | 'redacted' | 'withheld';
export interface BlindPlace {
  round_id: string;
  entry_id: string;
}

export const refreshBlind = () =>
  refreshPaths(
    '/api/v1/rounds/{round_id}/blind',
    '/api/v1/rounds/{round_id}/blind/entries',
    '/api/v1/rounds/{round_id}/blind/entries/{entry_id}',
  );

const isText = (part: Part): boolean => part.kind === 'short_text' || part.kind === 'long_text';

function Decide({ place, part }: { place: BlindPlace; part: Part }) {
  const { t } = useLingui();
  const [mode, setMode] = useState<Mode | null>(part.mode === 'replaced' ? null : part.mode);
  const [text, setText] = useState(part.text || part.words);
  const save = useMutation({
    mutationFn: (wanted: Mode | null) =>
      must(
        api.PUT('/api/v1/rounds/{round_id}/blind/entries/{entry_id}/parts/{part}', {
          params: {
            path: { ...place, part: part.part },
            ...(part.version > 0 ? { header: ifMatch(part.version) } : {}),
          },
          body: { mode: wanted, text: wanted === 'redacted' ? text : '' },
        }),
      ),
    onSuccess: async (_, wanted) => {
      if (wanted === null) setMode(null);
      notify(wanted === null ? t`أُلغي القرار.` : t`حُفظ ما يقرؤه المحكّمون.`);
      await refreshBlind();
    },
  });
  const changed = mode !== null && (mode !== part.mode || (mode === 'redacted' && text !== part.text));
  return (
    <div className="tk-stack">
      <RadioGroup
        label={t`ما يقرؤه المحكّمون`}
        options={[
          { id: 'kept', label: t`الأصل كما هو`, description: t`راجعته، ولا يدل على صاحبه` },
          ...(isText(part) ? [{ id: 'redacted' as const, label: t`نصًّا محرَّرًا` }] : []),
          { id: 'withheld', label: t`لا شيء` },
        ]}
        value={mode}
        onChange={setMode}
      />
      {mode === 'redacted' ? (
        <TextArea label={t`النص المحرَّر`} rows={part.kind === 'long_text' ? 8 : 2} value={text} onChange={setText} />
      ) : null}
      <ProblemNotice error={save.error} />
      <div className="tk-row tk-gap-2">
        <Button kind="primary" busy={save.isPending} isDisabled={!changed} onPress={() => save.mutate(mode)}>
          {t`احفظ`}
        </Button>
        {part.mode ? <Button onPress={() => save.mutate(null)}>{t`ألغِ القرار`}</Button> : null}
      </div>
    </div>
  );
}

export function BlindPartCard({ place, part, mayDecide }: { place: BlindPlace; part: Part; mayDecide: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const [opened, setOpened] = useState(false);
  const read = part.mode === 'withheld' ? '' : part.mode === 'redacted' ? part.text : part.words;
  return (
    <Card
      title={<bdi>{format.pick(part.label_ar, part.label_en)}</bdi>}
      actions={
        part.signs.length > 0 ? (
          <Signs signs={part.signs} />
        ) : part.mode ? (
          <Badge tone="success">{t`رُوجع`}</Badge>
        ) : null
      }
    >
      {part.found.length > 0 ? (
        <p className="tk-small">
          {t`وُجد فيه:`} <strong dir="auto">{part.found.join(comma)}</strong>
        </p>
      ) : null}
      <div className="tk-judging-beside">
        <section className="tk-stack tk-gap-2">
          <h3 className="tk-small tk-soft">{t`الأصل`}</h3>
          <p className="tk-judging-text" dir="auto">
            {part.words}
          </p>
        </section>
        <section className="tk-stack tk-gap-2">
          {mayDecide && (opened || part.mode || part.signs.length > 0) ? (
            <Decide key={part.version} place={place} part={part} />
          ) : (
            <>
              <h3 className="tk-small tk-soft">{t`ما يقرؤه المحكّمون`}</h3>
              {part.mode === 'redacted' || part.mode === 'withheld' ? (
                <p className="tk-judging-text" dir="auto">
                  {read || t`لا شيء`}
                </p>
              ) : (
                <p className="tk-soft">{t`الأصل كما هو`}</p>
              )}
              {mayDecide ? (
                <div>
                  <Button kind="quiet" icon="edit" onPress={() => setOpened(true)}>{t`حرّر أو احجب`}</Button>
                </div>
              ) : null}
            </>
          )}
        </section>
      </div>
    </Card>
  );
}
