/** The parts of Splunk's own SDK that the tests use; it ships no types. */
declare module 'splunk-sdk' {
  interface Answer {
    readonly status: number;
    readonly data: any;
  }
  interface Entity {
    readonly name: string;
    readonly sid?: string;
    properties(): any;
    update(settings: object): Promise<Entity>;
    dispatch(): Promise<[job: Job, search: Entity]>;
    remove(): Promise<unknown>;
  }
  export interface Job extends Entity {
    readonly sid: string;
    events(parameters: object): Promise<[results: any, job: Job]>;
    preview(parameters: object): Promise<[results: any, job: Job]>;
    iterator(kind: 'results', options: object): { next(): Promise<[results: any, hasRows: boolean]> };
    pause(): Promise<unknown>;
    unpause(): Promise<unknown>;
    finalize(): Promise<unknown>;
    touch(): Promise<unknown>;
    setTTL(seconds: number): Promise<unknown>;
    fetch(): Promise<Job>;
    results(parameters: object): Promise<[results: any, job: Job]>;
    track(options: object, callbacks: object): Promise<unknown>;
    cancel(): Promise<unknown>;
  }
  interface Collection {
    fetch(): Promise<Collection>;
    list(): readonly Entity[];
    item(name: string): Entity;
    create(name: string | object, settings?: object): Promise<Entity>;
  }
  class Service {
    constructor(options: object);
    sessionKey: string;
    login(): Promise<boolean>;
    serverInfo(): Promise<Entity>;
    currentUser(): Promise<Entity>;
    indexes(): Collection;
    apps(): Collection;
    jobs(): Collection;
    getJob(sid: string): Promise<Job>;
    savedSearches(namespace?: object): Collection;
    search(query: string, params?: object): Promise<Job>;
    oneshotSearch(query: string, params?: object): Promise<any>;
    get(path: string, params?: object): Promise<Answer>;
    post(path: string, params?: object): Promise<Answer>;
    del(path: string, params?: object): Promise<Answer>;
    request(
      path: string,
      method: string,
      query: object,
      post: object,
      body: string | null,
      headers: object,
    ): Promise<Answer>;
  }
  const splunkjs: {
    readonly Service: typeof Service;
    readonly Logger: { setLevel(level: 'NONE'): void };
  };
  export default splunkjs;
}
