// The nodes of a YAML document as kubectl's YAML library composes them, with their places in the text.
// upstream: go.yaml.in/yaml/v2 decode.go node

interface PlacedNode {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

export interface ScalarNode extends PlacedNode {
  readonly kind: 'scalar';
  readonly text: string;
  readonly isPlain: boolean;
  /** In full, e.g. `tag:yaml.org,2002:str`; empty for none. */
  readonly tag: string;
}

export interface SequenceNode extends PlacedNode {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
}

export interface MappingNode extends PlacedNode {
  readonly kind: 'mapping';
  /** A key and its value, one after the other. */
  readonly entries: readonly YamlNode[];
}

export interface AliasNode extends PlacedNode {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: YamlNode;
}

export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode;
