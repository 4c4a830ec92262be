// The panel in numbers, and what is wrong with them.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { origins, originWords } from '../../../shared/judging/words';
import { LinkButton } from '../../../shared/ui/Button';
import { Figure, Figures } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import type { Composition } from '../model/panel';

export function Warnings({
  composition,
  perEntry,
  editionId,
}: {
  composition: Composition;
  perEntry: number;
  editionId: string;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const needed = format.number(perEntry);
  const missing = origins.filter((origin) => composition.origins[origin] === 0);
  return (
    <>
      <Figures>
        <Figure label={t`الأعضاء`} value={format.number(composition.members)} />
        {origins.map((origin) => (
          <Figure
            key={origin}
            label={i18n._(originWords[origin][1])}
            value={format.number(composition.origins[origin])}
          />
        ))}
      </Figures>
      {composition.tooFew ? (
        <Notice tone="warning" title={t`من قبل الدعوة أقل مما تحتاجه المشاركة`}>
          <Trans>تحتاج كل مشاركة إلى {needed} من المحكّمين الذين قبلوا الدعوة.</Trans>
        </Notice>
      ) : null}
      {composition.pending > 0 ? (
        <Notice
          title={
            <Plural
              value={composition.pending}
              zero="لا أعضاء بانتظار الجواب"
              one="عضو واحد لم يقبل الدعوة بعد"
              two="عضوان لم يقبلا الدعوة بعد"
              few="# أعضاء لم يقبلوا الدعوة بعد"
              many="# عضوًا لم يقبلوا الدعوة بعد"
              other="# عضو لم يقبلوا الدعوة بعد"
            />
          }
          action={
            <LinkButton
              to="/editions/$editionId/jurors"
              params={{ editionId }}
              search={{ state: 'invited' } as never}
            >{t`راجع الدعوات`}</LinkButton>
          }
        >
          {t`لا تُسند المشاركات إلا لمن قبل الدعوة.`}
        </Notice>
      ) : null}
      {composition.gone > 0 ? (
        <Notice tone="warning">
          <Plural
            value={composition.gone}
            zero="لا أعضاء غادروا"
            one="عضو واحد اعتذر أو أُعفي. أخرجه من اللجنة."
            two="عضوان اعتذرا أو أُعفيا. أخرجهما من اللجنة."
            few="# أعضاء اعتذروا أو أُعفوا. أخرجهم من اللجنة."
            many="# عضوًا اعتذروا أو أُعفوا. أخرجهم من اللجنة."
            other="# عضو اعتذروا أو أُعفوا. أخرجهم من اللجنة."
          />
        </Notice>
      ) : null}
      {composition.members > 0 && missing.length > 0 ? (
        <Notice title={t`ليس في اللجنة أعضاء من كل منشأ`}>
          {t`ينقصها`}:{' '}
          {missing.map((origin) => i18n._(originWords[origin][1])).join(format.reader.language === 'ar' ? '، ' : ', ')}
        </Notice>
      ) : null}
    </>
  );
}
