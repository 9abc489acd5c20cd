<?php
/** As much of WordPress as the plug-in uses, written from its documentation. */

define( 'ABSPATH', __DIR__ . '/' );
$fake_hooks = array();

function add_filter( string $hook, callable $callback, int $priority = 10, int $args = 1 ) {
	global $fake_hooks;
	$fake_hooks[ $hook ][] = array( $callback, $args );
	return true;
}
function add_action( string $hook, callable $callback, int $priority = 10, int $args = 1 ) {
	return add_filter( $hook, $callback, $priority, $args );
}
function apply_filters( string $hook, $value, ...$more ) {
	global $fake_hooks;
	foreach ( $fake_hooks[ $hook ] ?? array() as [ $callback, $args ] ) {
		$value = $callback( ...array_slice( array( $value, ...$more ), 0, $args ) );
	}
	return $value;
}
function do_action( string $hook, ...$given ) {
	global $fake_hooks;
	foreach ( $fake_hooks[ $hook ] ?? array() as [ $callback, $args ] ) {
		$callback( ...array_slice( $given, 0, $args ) );
	}
}
function register_deactivation_hook( string $file, callable $callback ) {
	add_action( 'deactivate', $callback );
}

function get_option( string $name, $default = false ) {
	return fake_table( 'options' )[ $name ] ?? $default;
}
function update_option( string $name, $value, $autoload = null ) {
	fake_put( 'options', $name, $value );
	return true;
}
function add_option( string $name, $value = '', $old = '', $autoload = null ) {
	return fake_state(
		function ( &$state ) use ( $name, $value ) {
			$is_new = ! isset( $state['options'][ $name ] );
			$state['options'][ $name ] ??= $value;
			return $is_new;
		}
	);
}
function delete_option( string $name ) {
	fake_state(
		function ( &$state ) use ( $name ) {
			unset( $state['options'][ $name ] );
		}
	);
	return true;
}
function get_transient( string $name ) {
	[ $value, $ends ] = get_option( "_transient_$name" ) ?: array( false, 0 );
	return $ends > time() ? $value : false;
}
function set_transient( string $name, $value, int $seconds = 0 ) {
	return update_option( "_transient_$name", array( $value, time() + $seconds ) );
}
function delete_transient( string $name ) {
	return delete_option( "_transient_$name" );
}
function delete_post_meta_by_key( string $key ) {
	fake_state(
		function ( &$state ) use ( $key ) {
			foreach ( $state['products'] ?? array() as $id => $product ) {
				unset( $state['products'][ $id ]['meta'][ $key ] );
			}
		}
	);
	return true;
}

class WP_Error {
	public function __construct( public string $code = '', public string $message = '' ) {}
}
function is_wp_error( $thing ) {
	return $thing instanceof WP_Error;
}
function wp_json_encode( $value ) {
	return json_encode( $value );
}
function wp_parse_url( string $url ) {
	return parse_url( $url );
}

/** Requests by cURL, as WordPress sends them. */
function wp_remote_request( string $url, array $args ) {
	$lines = array( 'User-Agent: ' . $args['user-agent'] );
	foreach ( $args['headers'] as $name => $value ) {
		$lines[] = "$name: $value";
	}
	$headers = array();
	$request = curl_init( $url );
	curl_setopt_array(
		$request,
		array(
			CURLOPT_CUSTOMREQUEST  => $args['method'],
			CURLOPT_HTTPHEADER     => array( 'Expect:', ...$lines ),
			CURLOPT_RETURNTRANSFER => true,
			CURLOPT_TIMEOUT_MS     => (int) ( $args['timeout'] * 1000 ),
			CURLOPT_POSTFIELDS     => 'GET' === $args['method'] ? null : (string) $args['body'],
			CURLOPT_HEADERFUNCTION => function ( $_, string $line ) use ( &$headers ) {
				if ( str_contains( $line, ':' ) ) {
					[ $name, $value ] = explode( ':', $line, 2 );
					$headers[ strtolower( $name ) ] = trim( $value );
				}
				return strlen( $line );
			},
		)
	);
	$body = curl_exec( $request );
	if ( false === $body ) {
		return new WP_Error( 'http_request_failed', curl_error( $request ) );
	}
	$status = curl_getinfo( $request, CURLINFO_RESPONSE_CODE );
	return array( 'headers' => $headers, 'body' => $body, 'response' => array( 'code' => $status ) );
}
function wp_remote_retrieve_response_code( $answer ) {
	return $answer['response']['code'];
}
function wp_remote_retrieve_body( $answer ) {
	return $answer['body'];
}
function wp_remote_retrieve_header( $answer, string $name ) {
	return $answer['headers'][ strtolower( $name ) ] ?? '';
}

/** Locks that end with the process, as those of a database end with its connection. */
$wpdb = new class() {
	public string $prefix = 'wp_';
	private array $files  = array();

	public function prepare( string $statement, ...$values ): array {
		return array( $statement, $values );
	}
	public function get_var( array $prepared ) {
		[ $statement, $values ] = $prepared;
		if ( str_contains( $statement, 'RELEASE_LOCK' ) ) {
			unset( $this->files[ $values[0] ] );
			return '1';
		}
		$file = fopen( getenv( 'FAKE_SHOP' ) . '/' . md5( $values[0] ) . '.lock', 'c' );
		for ( $end = microtime( true ) + $values[1]; microtime( true ) < $end; usleep( 10_000 ) ) {
			if ( flock( $file, LOCK_EX | LOCK_NB ) ) {
				$this->files[ $values[0] ] = $file;
				return '1';
			}
		}
		return '0';
	}
};

function __( string $text, string $domain ) {
	return $text;
}
function esc_html( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES );
}
function esc_attr( $text ) {
	return esc_html( $text );
}
function esc_url( $url ) {
	return str_replace( '&', '&#038;', (string) $url );
}
function esc_url_raw( $url ) {
	return $url;
}
function esc_html__( string $text, string $domain ) {
	return esc_html( __( $text, $domain ) );
}
function esc_html_e( string $text, string $domain ) {
	echo esc_html__( $text, $domain );
}
function esc_attr_e( string $text, string $domain ) {
	echo esc_html__( $text, $domain );
}
function sanitize_text_field( $text ) {
	return trim( strip_tags( (string) $text ) );
}
function wp_strip_all_tags( $text ) {
	return trim( strip_tags( (string) $text ) );
}
function wp_unslash( $value ) {
	return stripslashes( $value );
}
function number_format_i18n( $number, int $decimals = 0 ) {
	return number_format( $number, $decimals );
}
function wp_date( string $format, int $time ) {
	return gmdate( $format, $time );
}
