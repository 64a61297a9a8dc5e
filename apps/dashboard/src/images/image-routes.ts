import type { Tracker } from '@shotbench/tracker';
import { type NextFunction, type Request, type Response, Router } from 'express';

import type { ImageProvider } from './image-provider.ts';
import { imageType } from './image-type.ts';
import { KnownImages } from './known-images.ts';

export interface ImageParts {
  readonly tracker: Tracker;
  /** Default: none. */
  readonly images?: ImageProvider | undefined;
}

/** `GET /image?dataset=NAME&id=ID`: the picture of a test image of some run. */
export function imageRoutes({ tracker, images }: ImageParts): Router {
  const router = Router();
  const known = new KnownImages(tracker);
  router.get('/image', async (request: Request, response: Response, next: NextFunction) => {
    const refuse = (status: 400 | 404, why: string): void => void response.status(status).type('text').send(`${why}\n`);
    try {
      const { dataset, id } = request.query;
      if (typeof dataset !== 'string' || typeof id !== 'string') {
        return refuse(400, 'expected one dataset and one id');
      }
      if (images === undefined || !images.datasets.includes(dataset))
        return refuse(404, 'there are no pictures of this dataset here');
      if (!known.has(dataset, id)) return refuse(404, 'no stored test set of this dataset has this image');
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
