// A file of an entry beside the copy that jurors without names get: accepted, withheld, or another in its place.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, authorisedFetch, ifMatch, must } from '../../../shared/api/client';
import { download } from '../../../shared/api/download';
import { problemOf } from '../../../shared/api/problem';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { FileRow } from '../../../shared/ui/FileRow';
import { notify, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { type BlindPlace, refreshBlind } from './BlindPartCard';
import { Signs } from './BlindWords';

type File_ = components['schemas']['BlindFile'];

function Acts({ place, file }: { place: BlindPlace; file: File_ }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const path = { ...place, attachment_id: file.attachment_id };
  const decide = useMutation({
    mutationFn: (mode: 'kept' | 'withheld' | null) =>
      must(
        api.PUT('/api/v1/rounds/{round_id}/blind/entries/{entry_id}/files/{attachment_id}', {
          params: { path, ...(file.version > 0 ? { header: ifMatch(file.version) } : {}) },
          body: { mode },
        }),
      ),
    onSuccess: async () => {
      notify(t`حُفظ القرار في الملف.`);
      await refreshBlind();
    },
  });
  const replace = useMutation({
    mutationFn: async (chosen: File) => {
      const url = `/api/v1/rounds/${place.round_id}/blind/entries/${place.entry_id}/files/${file.attachment_id}/content`;
      const address = new URL(`${url}?name=${encodeURIComponent(chosen.name)}`, location.origin);
      const headers = { 'Content-Type': 'application/octet-stream' };
      // The bytes are read first: a request that is sent again after a refresh needs them once more.
      const answer = await authorisedFetch(
        new Request(address, { method: 'PUT', headers, body: await chosen.arrayBuffer() }),
      );
      if (!answer.ok) throw await problemOf(answer);
    },
    onSuccess: async () => {
      notify(t`استُبدلت نسخة المحكّمين. ما أرسلته الجهة باقٍ كما هو.`);
      await refreshBlind();
    },
  });
  return (
    <>
      <ProblemNotice error={decide.error ?? replace.error} />
      <div className="tk-row tk-gap-2">
        {file.mode === null && file.signs.length > 0 && !file.signs.includes('waiting') ? (
          <Button busy={decide.isPending} onPress={() => decide.mutate('kept')}>{t`راجعته، اعرضه`}</Button>
        ) : null}
        {file.mode !== 'withheld' ? (
          <Button busy={decide.isPending} onPress={() => decide.mutate('withheld')}>{t`احجبه`}</Button>
        ) : null}
        <Button busy={replace.isPending} onPress={() => input.current?.click()}>{t`استبدل نسخته`}</Button>
        {file.mode ? (
          <Button kind="quiet" busy={decide.isPending} onPress={() => decide.mutate(null)}>{t`ألغِ القرار`}</Button>
        ) : null}
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t`ملف بدل ${file.name}`}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = '';
            if (chosen) replace.mutate(chosen);
          }}
        />
      </div>
    </>
  );
}

export function BlindFileCard({ place, file, mayDecide }: { place: BlindPlace; file: File_; mayDecide: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const copy = `/api/v1/rounds/${place.round_id}/blind/entries/${place.entry_id}/files/${file.attachment_id}/content`;
  const get = (url: string, name: string) => () => void download(url, name).catch(notifyProblem);
  return (
    <li className="tk-stack tk-gap-2 tk-judging-file">
      <p className="tk-small tk-soft" dir="auto">
        {format.pick(file.label_ar, file.label_en)}
      </p>
      <div className="tk-judging-beside">
        <FileRow
          name={file.name}
          size={file.size}
          note={`– ${t`كما أُرسل`}`}
          actions={
            <Button
              kind="quiet"
              onPress={get(`/api/v1/attachments/${file.attachment_id}/content`, file.name)}
            >{t`نزّل الأصل`}</Button>
          }
        />
        {file.mode === 'withheld' ? (
          <p>
            <Badge tone="neutral">{t`محجوب عن المحكّمين`}</Badge>
          </p>
        ) : (
          <FileRow
            name={file.shown_name}
            size={file.shown_size}
            note={`– ${file.mode === 'replaced' ? t`نسخة مستبدلة للمحكّمين` : t`نسخة المحكّمين`}`}
            actions={
              file.shown_size > 0 ? (
                <Button kind="quiet" onPress={get(copy, file.shown_name)}>{t`نزّل النسخة`}</Button>
              ) : null
            }
          />
        )}
      </div>
      {file.signs.length > 0 ? <Signs signs={file.signs} /> : null}
      {file.found.length > 0 && file.mode === null ? (
        <p className="tk-small">
          {t`وُجد فيه:`} <strong dir="auto">{file.found.join(comma)}</strong>
        </p>
      ) : null}
      {mayDecide ? <Acts place={place} file={file} /> : null}
    </li>
  );
}
