import { fillTemplate } from '@shotbench/clip';
import type { PythonRandom } from '@shotbench/datasets';

import type { Icon } from '../icons/icon.ts';
import { drawSubject } from './subject.ts';
import { NOUN_TEMPLATES, PLAIN_TEMPLATES } from './templates.ts';

/** The first two templates of a list, which downstream prompts use, are drawn this often; all of them otherwise. */
const USUAL_SHARE = 0.4;

/**
 * Draws a caption for an icon: a template around its label, its tags, what kind of thing it is, or several of these. Those
 * of people's actions and roles are often about the action or role alone ("a pictogram of someone surfing.").
 *
 * @param random The same state gives the same caption.
 * @returns Mostly short enough for picto's context of 32 tokens; draw anew where it is not.
 */
export function captionOf(icon: Icon, random: PythonRandom): string {
  const { words, hasArticle } = drawSubject(icon, random);
  const templates = hasArticle ? NOUN_TEMPLATES : PLAIN_TEMPLATES;
  const most = random.random() < USUAL_SHARE ? 2 : templates.length;
  return fillTemplate(templates[random.below(most)]!, words);
}

/**
 * What may occur only once in a batch of pairs, or a right pair would count as wrong: pictures of one concept have the same key,
 * whatever their vendor, skin tone or gender.
 */
export function contrastKey({ conceptName }: Icon): string {
  return conceptName;
}
