// The receipts of an entry: the one that counts in full, the earlier ones below it.
import { Plural, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { authorisedFetch } from '../../../shared/api/client';
import { problemOf } from '../../../shared/api/problem';
import type { components } from '../../../shared/api/schema';
import { saveFile } from '../../../shared/csv';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { DescriptionList } from '../../../shared/ui/Layout';
import { notifyProblem } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';

export type Receipt = components['schemas']['ReceiptOut'];

function Save({ entryId, receipt, kind }: { entryId: string; receipt: Receipt; kind: 'pdf' | 'answers' }) {
  const { t } = useLingui();
  const format = useFormat();
  const save = useMutation({
    mutationFn: async () => {
      const at = `/api/v1/entrant/entries/${entryId}/receipts/${receipt.id}/${kind}`;
      const language = kind === 'pdf' ? `?language=${format.reader.language}` : '';
      const response = await authorisedFetch(new Request(new URL(at + language, location.origin)));
      if (!response.ok) throw await problemOf(response);
      saveFile(`${receipt.code}.${kind === 'pdf' ? 'pdf' : 'json'}`, await response.blob());
    },
    onError: notifyProblem,
  });
  return (
    <Button icon="download" busy={save.isPending} onPress={() => save.mutate()}>
      {kind === 'pdf' ? t`الإيصال بصيغة PDF` : t`نص الأجوبة`}
    </Button>
  );
}

export function ReceiptInFull({ entryId, receipt, zone }: { entryId: string; receipt: Receipt; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const files = receipt.files;
  return (
    <>
      <div className="tk-entrant-code">
        <p className="tk-small tk-soft">{t`رمز الإيصال`}</p>
        <code dir="ltr">{receipt.code}</code>
      </div>
      <DescriptionList
        items={[
          { label: t`وقت الاستلام`, value: <When at={receipt.submitted_at} zone={zone} show="stack" /> },
          { label: t`التقديم رقم`, value: format.number(receipt.number) },
          ...(receipt.submitted_by ? [{ label: t`من قدّمها`, value: format.name(receipt.submitted_by) }] : []),
          { label: t`نسخة النموذج`, value: format.number(receipt.form_version) },
          { label: t`بصمة الأجوبة SHA-256`, value: <code className="tk-entrant-hash">{receipt.answers_sha256}</code> },
          {
            label: t`الملفات`,
            value:
              files.length === 0 ? (
                <span className="tk-faint">{t`لا ملفات`}</span>
              ) : (
                <ul className="tk-plain-list tk-stack tk-gap-2">
                  <li className="tk-small tk-soft">
                    {t`البصمات لما أرسلتموه. وتُعرض على المحكّمين نسخة منقّاة من كل ملف، وبصمتها معه في صفحة المشاركة.`}
                  </li>
                  {files.map((file) => (
                    <li key={file.id}>
                      <bdi>{file.name}</bdi> <span className="tk-faint">{format.bytes(file.size)}</span>
                      <code className="tk-entrant-hash" title={t`بصمة الملف SHA-256`}>
                        {file.sha256}
                      </code>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      <div className="tk-row tk-no-print">
        <Save entryId={entryId} receipt={receipt} kind="pdf" />
        <Save entryId={entryId} receipt={receipt} kind="answers" />
        <a href={`${format.reader.language === 'en' ? '/en' : ''}/receipt/${receipt.code}`}>{t`صفحة التحقق العامة`}</a>
      </div>
    </>
  );
}

export function EarlierReceipts({ entryId, receipts, zone }: { entryId: string; receipts: Receipt[]; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  if (receipts.length === 0) return null;
  return (
    <section className="tk-stack tk-gap-3 tk-entrant-earlier">
      <h2 className="tk-small tk-strong">{t`إيصالات سابقة`}</h2>
      <ul className="tk-plain-list tk-stack tk-gap-3">
        {receipts.map((one) => {
          const number = format.number(one.number);
          return (
            <li key={one.id} className="tk-row">
              <span>
                {t`التقديم ${number}`} <code dir="ltr">{one.code}</code>
                <br />
                <span className="tk-small tk-soft">
                  <When at={one.submitted_at} zone={zone} />
                  {' – '}
                  <Plural
                    value={one.files.length}
                    zero="بلا ملفات"
                    one="ملف واحد"
                    two="ملفان"
                    few="# ملفات"
                    many="# ملفًا"
                    other="# ملف"
                  />
                </span>
              </span>
              <Save entryId={entryId} receipt={one} kind="pdf" />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
