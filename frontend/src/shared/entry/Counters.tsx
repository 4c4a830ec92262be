// How much of a text's limits is used, in words and in characters.
import { Plural, useLingui } from '@lingui/react/macro';
import { useFormat } from '../i18n/react';
import type { Field } from './answers';
import { countCharacters, countWords } from './counting';

export function Counters({ field, text }: { field: Pick<Field, 'word_limit' | 'character_limit'>; text: string }) {
  return (
    <>
      {field.word_limit === null ? null : <Words used={countWords(text)} limit={field.word_limit} />}
      {field.character_limit === null ? null : (
        <Characters used={countCharacters(text)} limit={field.character_limit} />
      )}
    </>
  );
}

function Words({ used, limit }: { used: number; limit: number }) {
  const format = useFormat();
  const over = used - limit;
  const [now, all] = [format.number(used), format.number(limit)];
  return (
    <span className="tk-counter" data-over={over > 0 || undefined}>
      {over > 0 ? (
        <Plural
          value={over}
          zero="ضمن الحد"
          one="تجاوزت الحد بكلمة واحدة"
          two="تجاوزت الحد بكلمتين"
          few="تجاوزت الحد بـ# كلمات"
          many="تجاوزت الحد بـ# كلمة"
          other="تجاوزت الحد بـ# كلمة"
        />
      ) : (
        <Plural
          value={limit}
          zero={`${now} من ${all} كلمة`}
          one={`${now} من كلمة واحدة`}
          two={`${now} من كلمتين`}
          few={`${now} من ${all} كلمات`}
          many={`${now} من ${all} كلمة`}
          other={`${now} من ${all} كلمة`}
        />
      )}
    </span>
  );
}

function Characters({ used, limit }: { used: number; limit: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const over = used - limit;
  const [now, all] = [format.number(used), format.number(limit)];
  return (
    <span className="tk-counter" data-over={over > 0 || undefined}>
      {over > 0 ? (
        <Plural
          value={over}
          zero="ضمن الحد"
          one="تجاوزت الحد بحرف واحد"
          two="تجاوزت الحد بحرفين"
          few="تجاوزت الحد بـ# أحرف"
          many="تجاوزت الحد بـ# حرفًا"
          other="تجاوزت الحد بـ# حرف"
        />
      ) : (
        t`الحروف: ${now} من ${all}`
      )}
    </span>
  );
}
