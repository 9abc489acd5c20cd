<?php
/** What the imitated shop keeps, in one file under a lock, so that several processes see the same shop. */

/** Reads and changes the state in one step. Returns what `$work` returns. */
function fake_state( callable $work ) {
	$file = fopen( getenv( 'FAKE_SHOP' ) . '/state.json', 'c+' );
	flock( $file, LOCK_EX );
	$before = stream_get_contents( $file );
	$state  = '' === $before ? array( 'next' => 100 ) : unserialize( $before );
	$result = $work( $state );
	$after  = serialize( $state );
	if ( $after !== $before ) {
		rewind( $file );
		fwrite( $file, $after );
		ftruncate( $file, strlen( $after ) );
	}
	fclose( $file );
	return $result;
}

/** Returns a table of the state. */
function fake_table( string $name ): array {
	return fake_state( fn( &$state ) => $state[ $name ] ?? array() );
}

function fake_put( string $table, $key, $value ): void {
	fake_state(
		function ( &$state ) use ( $table, $key, $value ) {
			$state[ $table ][ $key ] = $value;
		}
	);
}

function fake_append( string $table, $value ): void {
	fake_state(
		function ( &$state ) use ( $table, $value ) {
			$state[ $table ][] = $value;
		}
	);
}

function fake_next_id(): int {
	return fake_state( fn( &$state ) => ++$state['next'] );
}

/** Ends the process at a place, as the machine might: nothing after it runs. */
function fake_die_at( string $place ): void {
	if ( getenv( 'FAKE_DIE_AT' ) === $place ) {
		posix_kill( getmypid(), 9 );
	}
}
