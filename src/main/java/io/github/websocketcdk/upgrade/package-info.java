/**
 * The goal {@code upgrade}: brings a generated project to another version of the archetype, and keeps what its owner
 * has changed.
 */
package io.github.websocketcdk.upgrade;
