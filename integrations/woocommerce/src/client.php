<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Calls the store: tokens, retries under the same idempotency key, `Retry-After`. */
final class Client {
	/** The store refused these before it did anything. */
	private const REFUSED_UNSEEN = array( 'rate_limited', 'idempotency_key_in_progress' );
	private const PASSING        = array( 408, 500, 502, 503, 504 );
	private const STALE_TOKEN    = array( 'token_expired', 'invalid_token' );
	private const RENEWAL_SHARE  = 0.1;
	private const RENEWAL_SECONDS = 60;

	private ?string $token = null;

	/** Times are in seconds. */
	public function __construct(
		private readonly string $baseUrl,
		private readonly string $clientId,
		private readonly string $clientSecret,
		private readonly int $retries = 4,
		private readonly float $firstDelay = 0.5,
		private readonly float $longestDelay = 60,
		private readonly float $timeout = 30
	) {}

	/** Sells a package to a new customer. Returns the sale; its `status` is `success` or `pending`. */
	public function register( array $body, string $key ): array {
		return $this->call( 'POST', '/gigastore/activations/register', $body, $key );
	}

	/** Refunds a package that was not used. */
	public function refund( string $package, array $body, string $key ): array {
		$path = '/gigastore/activations/activated-items/' . rawurlencode( $package ) . '/refund';
		return $this->call( 'POST', $path, $body, $key );
	}

	/** Returns a package with its customer and eSIMs. */
	public function package( string $package ): array {
		$path = '/gigastore/activations/activated-items/' . rawurlencode( $package );
		return $this->call( 'GET', $path );
	}

	/** Returns everything that the account sells, also what is not active. */
	public function inventory(): array {
		return $this->call( 'GET', '/gigastore/products/inventory' )['items'];
	}

	public function credits(): array {
		return $this->call( 'GET', '/gigastore/credits' );
	}

	/** The name under which the token is kept: another key or store has another one. */
	public static function token_name( string $url, string $id, string $secret ): string {
		$digest = hash( 'sha256', "$url\n$id\n$secret" );
		return 'gigastore_token_' . substr( $digest, 0, 16 );
	}

	/** Throws `StoreException` if the store refuses, or stays away. */
	private function call(
		string $method,
		string $path,
		?array $body = null,
		?string $key = null
	): array {
		$is_renewed = false;
		for ( $attempt = 1; ; $attempt++ ) {
			try {
				return $this->send( $method, $path, $body, $key );
			} catch ( StoreException $error ) {
				$error->attempts = $attempt;
				if ( ! $is_renewed && in_array( $error->error, self::STALE_TOKEN, true ) ) {
					$is_renewed = true;
					$this->drop_token();
					continue;
				}
				$delay = $this->delay_before( $error, 'GET' === $method || null !== $key );
				if ( null === $delay ) {
					throw $error;
				}
				usleep( (int) ( $delay * 1_000_000 ) );
			}
		}
	}

	private function send( string $method, string $path, ?array $body, ?string $key ): array {
		$headers = array( 'Authorization' => 'Bearer ' . $this->token() );
		if ( null !== $body ) {
			$headers['Content-Type'] = 'application/json';
		}
		if ( null !== $key ) {
			$headers['Idempotency-Key'] = $key;
		}
		$content = null === $body ? null : wp_json_encode( $body );
		return $this->exchange( $method, $path, $headers, $content );
	}

	private function token(): string {
		$name        = self::token_name( $this->baseUrl, $this->clientId, $this->clientSecret );
		$this->token = $this->token ?? ( get_transient( $name ) ?: null );
		if ( null !== $this->token ) {
			return $this->token;
		}
		$basic   = base64_encode( "$this->clientId:$this->clientSecret" );
		$headers = array( 'Authorization' => "Basic $basic" );
		$answer  = $this->exchange( 'POST', '/reseller/authenticate', $headers, null );
		$life   = (int) $answer['expiresIn'];
		$margin = min( self::RENEWAL_SECONDS, $life * self::RENEWAL_SHARE );
		$this->token = $answer['accessToken'];
		set_transient( $name, $this->token, max( 1, (int) ( $life - $margin ) ) );
		return $this->token;
	}

	private function drop_token(): void {
		$this->token = null;
		delete_transient( self::token_name( $this->baseUrl, $this->clientId, $this->clientSecret ) );
	}

	private function exchange( string $method, string $path, array $headers, ?string $body ): array {
		$answer = wp_remote_request(
			rtrim( $this->baseUrl, '/' ) . $path,
			array(
				'method'      => $method,
				'headers'     => $headers + array( 'Accept' => 'application/json' ),
				'body'        => $body,
				'timeout'     => $this->timeout,
				'redirection' => 0,
				'user-agent'  => 'gigastore-woocommerce/' . VERSION,
			)
		);
		if ( is_wp_error( $answer ) ) {
			throw new StoreException( 'connection_failed', 'The store does not answer.' );
		}
		$status  = (int) wp_remote_retrieve_response_code( $answer );
		$content = json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( $status >= 200 && $status < 300 && is_array( $content ) ) {
			return $content;
		}
		throw $this->exception_of( $answer, $status, is_array( $content ) ? $content : array() );
	}

	private function exception_of( array $answer, int $status, array $problem ): StoreException {
		return new StoreException(
			(string) ( $problem['code'] ?? 'unexpected_answer' ),
			(string) ( $problem['detail'] ?? "The answer with status $status is not one of the store." ),
			$status,
			(string) wp_remote_retrieve_header( $answer, 'x-request-id' ),
			$this->retry_after( $answer ),
			(array) ( $problem['errors'] ?? array() )
		);
	}

	/** Returns the seconds to wait before the call is repeated; null if it must not be. */
	private function delay_before( StoreException $error, bool $is_safe ): ?float {
		$is_passing = 'connection_failed' === $error->error
			|| in_array( $error->status, self::PASSING, true );
		$is_allowed = in_array( $error->error, self::REFUSED_UNSEEN, true )
			|| ( $is_safe && $is_passing );
		if ( ! $is_allowed || $error->attempts > $this->retries ) {
			return null;
		}
		$share = mt_rand() / mt_getrandmax();
		if ( null !== $error->retryAfter ) {
			$spread = min( 0.5, $this->firstDelay );
			return $error->retryAfter > $this->longestDelay ? null : $error->retryAfter + $share * $spread;
		}
		$most = min( $this->longestDelay, $this->firstDelay * 2 ** ( $error->attempts - 1 ) );
		return $most / 2 + $share * $most / 2;
	}

	/** The seconds of `Retry-After`: a number, or a time by the store's own clock. */
	private function retry_after( array $answer ): ?float {
		$text = (string) wp_remote_retrieve_header( $answer, 'retry-after' );
		if ( is_numeric( $text ) ) {
			return max( 0.0, (float) $text );
		}
		$at = '' === $text ? false : strtotime( $text );
		if ( false === $at ) {
			return null;
		}
		$now = strtotime( (string) wp_remote_retrieve_header( $answer, 'date' ) ) ?: time();
		return max( 0.0, (float) ( $at - $now ) );
	}
}
