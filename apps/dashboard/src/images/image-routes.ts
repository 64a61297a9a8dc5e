import { type NextFunction, type Request, type Response, Router } from 'express';

import type { Source } from '../views/source.ts';
import { imageType } from './image-type.ts';
import { isKnownImage } from './known-images.ts';

/** `GET /image?dataset=NAME&id=ID`: the picture of a test image of some run. */
export function imageRoutes(source: () => Source): Router {
  const router = Router();
  router.get('/image', async (request: Request, response: Response, next: NextFunction) => {
    const refuse = (status: 400 | 404, why: string): void => void response.status(status).type('text').send(`${why}\n`);
    try {
      const { dataset, id } = request.query;
      if (typeof dataset !== 'string' || typeof id !== 'string') {
        return refuse(400, 'expected one dataset and one id');
      }
      const { images, ...results } = source();
      if (images === undefined || !images.has(dataset))
        return refuse(404, 'there are no pictures of this dataset here');
      if (!isKnownImage(results, dataset, id)) return refuse(404, 'no stored test set of this dataset has this image');
      const content = await images.imageOf(dataset, id);
      if (content === undefined) return refuse(404, 'this image is not there');
      const type = imageType(content);
      if (type === undefined) return refuse(404, 'this file is no picture that browsers show');
      // Files may be replaced; the browser asks again, and is mostly told that nothing has changed.
      response.set('Cache-Control', 'private, no-cache').type(type).send(Buffer.from(content));
    } catch (error) {
      next(error);
    }
  });
  return router;
}
