/** Style sheets are imported for their effect: the build takes them out to files of their own. */
declare module '*.css';
